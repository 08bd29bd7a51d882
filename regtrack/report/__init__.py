"""Reports for people and for programs, in every format."""

from regtrack.report.rendering import FORMATS, SUFFIXES, render

__all__ = ["FORMATS", "SUFFIXES", "render"]
