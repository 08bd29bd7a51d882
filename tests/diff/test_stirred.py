"""What a comparison does not read, because no act and no date has stirred it, is the same on both sides."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from regtrack import diff
from regtrack.diff import Subject
from regtrack.diff.readings import ALL_FACETS
from tests.helpers import posted, question
from tests.strategies import DAYS, Ledger, brief, ledgers, questions

days = st.sampled_from(DAYS)


@brief
@given(ledgers(), questions, days, days)
def test_what_nothing_stirs_is_the_same(ledger: Ledger, ask: tuple[str, str, str, str], on: str, known: str) -> None:
    before, after = question(*ask), question(on, known, *ask[2:])
    for instrument in ledger.instruments:
        entries = enumerate(ledger.of(instrument), 1)
        postings = [posted(entry.event, instrument, seq, entry.recorded) for seq, entry in entries]
        subject = Subject(instrument.id, instrument.family, instrument.legal_zone, postings)
        found = diff.compare(subject, before, after)
        with patch("regtrack.diff.compare._always", return_value=ALL_FACETS):
            assert diff.compare(subject, before, after) == found
