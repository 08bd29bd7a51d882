"""What people who share a ledger did about a change, in the digests of those who want it."""

from regtrack import dates
from regtrack.model.people import SOURCE, Review, ReviewAction
from regtrack.store import Batch
from regtrack.tracker import Tracker
from tests.digest.office import Office, person, text_of
from tests.helpers import e


def test_a_digest_says_what_was_done_about_a_change_to_those_who_want_it() -> None:
    office = Office(person("ann", reviews=True), person("bob"))
    office.follow()
    office.run("2026-01-02")
    office.record(e("set_effective", "t:1", effect="2026-01-10", published="2026-01-03"))
    office.at("2026-01-04T06:00Z")
    (made,) = Tracker(office.store, lambda: dates.instant_of(office.now)).since("2026-01-02").changes
    done = Review(
        made.id, made.instrument, "kim", ReviewAction.DONE, dates.iso_instant(office.now), None, "No exposure.",
        made.because,
    )  # fmt: skip
    office.store.append(Batch(SOURCE, "People", [done], closes=False), office.now)
    ann, bob = map(text_of, office.mails("2026-01-04"))
    assert "Done by kim on 4 January 2026 (No exposure.)." in ann
    assert "kim" not in bob
