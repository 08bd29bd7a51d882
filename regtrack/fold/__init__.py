"""From events to states: pure functions, no clock, no I/O."""

from regtrack.fold.course import Cell, Course, Known, Limit, Standing
from regtrack.fold.state import Question, last_moment, said_date, state, state_of

__all__ = [
    "Cell",
    "Course",
    "Known",
    "Limit",
    "Question",
    "Standing",
    "last_moment",
    "said_date",
    "state",
    "state_of",
]
