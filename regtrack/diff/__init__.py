"""Differences of states, and what lies ahead: pure functions over postings."""

from regtrack.diff.compare import claims, compare, visible
from regtrack.diff.readings import Subject
from regtrack.diff.upcoming import ahead, undated

__all__ = ["Subject", "ahead", "claims", "compare", "undated", "visible"]
