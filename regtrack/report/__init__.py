"""Reports for people and for programs, in every format."""

from regtrack.report.rendering import FORMATS, render

__all__ = ["FORMATS", "render"]
