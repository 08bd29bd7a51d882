"""Differences of states, and what lies ahead: pure functions over postings."""

from regtrack.diff.ahead import ahead, undated
from regtrack.diff.compare import claims, compare, visible
from regtrack.diff.readings import Subject

__all__ = ["Subject", "ahead", "claims", "compare", "undated", "visible"]
