"""Reports for people and for programs, in every format."""

from regtrack.report.rendering import FORMATS, SUFFIXES, Format, Options, format_for, plain_table, render

__all__ = ["FORMATS", "SUFFIXES", "Format", "Options", "format_for", "plain_table", "render"]
