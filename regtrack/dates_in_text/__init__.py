"""Days, hours and zones in text of any language, and periods in English. It knows nothing of who prints the text."""

from regtrack.dates_in_text.expressions import Stamp, TimeExpression, find_mentions
from regtrack.dates_in_text.periods import Period, Periods

__all__ = ["Period", "Periods", "Stamp", "TimeExpression", "find_mentions"]
