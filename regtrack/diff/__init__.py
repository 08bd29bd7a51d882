"""Differences of states, and what lies ahead: pure functions over postings."""

from regtrack.diff.ahead import ahead, undated
from regtrack.diff.compare import claims, compare, visible
from regtrack.diff.dated import dated, touching
from regtrack.diff.readings import Subject

__all__ = ["Subject", "ahead", "claims", "compare", "dated", "touching", "undated", "visible"]
