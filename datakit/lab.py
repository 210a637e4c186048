"""What JupyterLab does when it saves a notebook, where `make lab` started it."""

from __future__ import annotations

from typing import Any

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def before_saving(model: dict[str, Any], **_: object) -> None:
    """Leave out which Python ran the kernel: JupyterLab writes it into every notebook that is only opened."""
    if model["type"] == "notebook" and model["content"]["metadata"].get("kernelspec", {}).get("name") == "python3":
        model["content"]["metadata"] |= METADATA
