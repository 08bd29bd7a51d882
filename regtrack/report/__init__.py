"""Reports for people and for programs, in every format."""

from regtrack.report.rendering import FORMATS, SUFFIXES, Options, OutputFormat, format_for, plain_table, render

__all__ = ["FORMATS", "SUFFIXES", "Options", "OutputFormat", "format_for", "plain_table", "render"]
