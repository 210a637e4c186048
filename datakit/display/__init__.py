"""What a notebook shows: panels, quotations, and prose whose numbers come from the frames.

from datakit.display import Ask, Predict, cite, say
from datakit.display.compute import WhoseChips
"""

from datakit.display.panel import Panel, PanelError, View
from datakit.display.questions import Ask, Predict, PredictWorked, computed
from datakit.display.quotes import cite, say

__all__ = ["Ask", "Panel", "PanelError", "Predict", "PredictWorked", "View", "cite", "computed", "say"]
