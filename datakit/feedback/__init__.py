"""Exercises with feedback at once: what a notebook of exercises and the author of a set import.

check = Exercises("02_compute", data)     data: the frames
check("02.4")                             looks at the name that the question asks for
check("02.4", answer)                     or at an answer under any name
check.progress()                          a table; it is kept beside the notebook
check.solution("02.4")                    after three tries, or when the answer is right
"""

from datakit.feedback.chart import drawn
from datakit.feedback.compare import RIGHT, Bounds, Feedback, Number, Open
from datakit.feedback.engine import Exercises, load, read_article
from datakit.feedback.fields import Choice, Row, Table
from datakit.feedback.function import Function
from datakit.feedback.sentence import Conclusion
from datakit.feedback.shown import Chart

CHECKS = (Number, Bounds, Open, Choice, Row, Table, Function, Conclusion, Chart)

__all__ = [check.__name__ for check in CHECKS]
__all__ += ["RIGHT", "Exercises", "Feedback", "drawn", "load", "read_article"]
