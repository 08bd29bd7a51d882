"""From events to states: pure functions, no clock, no I/O."""

from regtrack.fold.cell import Cell
from regtrack.fold.course import Course
from regtrack.fold.doubt import UNCONFIRMED, unconfirmed, warnings
from regtrack.fold.duty import Duty
from regtrack.fold.effective import ScopeStatus
from regtrack.fold.reach import concerns
from regtrack.fold.state import (
    Question,
    brief_of,
    last_moment,
    listed_date,
    rest_of,
    said_date,
    state,
    state_of,
    unrecorded,
)
from regtrack.fold.terms import Known, Limit

__all__ = [
    "UNCONFIRMED", "Cell", "Course", "Duty", "Known", "Limit", "Question", "ScopeStatus", "brief_of",
    "concerns", "last_moment", "listed_date", "rest_of", "said_date", "state", "state_of", "unconfirmed", "unrecorded",
    "warnings",
]  # fmt: skip
