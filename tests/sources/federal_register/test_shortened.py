"""A notice that shortens what an earlier one extended or gave brings that one's end forward, and has none itself."""

from __future__ import annotations

from tests.rows import each_row
from tests.sources.federal_register.test_terms_of_stays import ledger

TITLE = "Extension of the Designation of Mud Kilns as Quiet Kilns"
LONG = {
    "document_number": "2030-80001", "publication_date": "2030-06-10", "citation": "95 FR 46935", "title": TITLE,
    "action": "Notice of extension.", "type": "Notice", "cfr_references": [], "abstract": "EPA extends a designation.",
    "dates": "The extension of the designation begins on August 9, 2030, and will remain in effect for 18 months, "
    "through February 8, 2032.",
}  # fmt: skip
SHORT = {
    "type": "Notice", "cfr_references": [], "publication_date": "2031-02-27",
    "title": f"Partial Vacatur of the {TITLE}", "action": "Notice of partial vacatur.", "effective_on": "2031-02-27",
    "dates": "The partial vacatur is effective on February 27, 2031. The extension of the designation will remain in "
    "effect through August 8, 2031.",
}  # fmt: skip
CITES = "EPA is partially vacating the June 10, 2030, notice (95 FR 46935) that extended a designation of mud kilns. "


def test_what_is_vacated_in_part_may_be_no_time() -> None:
    told = "EPA partially vacates the notice published on June 10, 2030 (95 FR 46935): § 60.4 is vacated."
    force, flags = asked("The partial vacatur is effective February 27, 2031.", told)
    assert "no" not in force
    assert "partial" in force or "scope_unread" in flags


def test_a_shorter_comment_period_is_no_doubt() -> None:
    _, flags = asked(
        "Comments are due by August 8, 2031.", "EPA is shortening the comment period on the notice at 95 FR 46935.",
        title="Mud Kilns; Comment Period", action="Notice.",
    )  # fmt: skip
    assert not {"unread", "scope_unread"} & flags


def asked(dates: str | None, abstract: str, **fields: str) -> tuple[list[str], set[str]]:
    """In force before August 8, 2031, and behind it; with all flags."""
    short = {**SHORT, "abstract": abstract, **({"dates": dates} if dates else {}), **fields}
    tracker = ledger(LONG, short)
    found = [tracker.state("95 FR 46935", on, "2032-06-01") for on in ("2031-05-01", "2031-08-08", "2031-08-09")]
    return [str(each.force) for each in found], {str(flag) for each in found for flag in each.flags}


EARLIER = (
    (None, CITES),
    ("The partial vacatur is effective on February 27, 2031.",
     f"{CITES}Accordingly, the extension will expire on August 8, 2031, instead of February 8, 2032, and the period of"
     " registration will remain in effect until August 8, 2031."),
    ("The partial vacatur is effective on February 27, 2031.",
     f"{CITES}The extension, which would have ended on February 8, 2032, will now end on August 8, 2031."),
    ("This notice is effective February 27, 2031.",
     "EPA is shortening the extension of the designation of mud kilns published on June 10, 2030 (95 FR 46935). The "
     "extension will now expire on August 8, 2031."),
    ("The designation would have ended on February 8, 2032, and will instead terminate on August 8, 2031.", CITES),
    ("The extension published at 95 FR 46935 would have expired on February 8, 2032. It is shortened. The extension "
     "will continue only through August 8, 2031.", "EPA curtails an extension."),
    ("Effective February 27, 2031.",
     f"{CITES}The Administrator is reducing the period of extension from 18 months to 12 months. Accordingly, the "
     "extension remains in effect through August 8, 2031."),
)  # fmt: skip


@each_row(("dates", "abstract"), EARLIER)
def test_the_end_of_what_is_shortened_comes_earlier(dates: str | None, abstract: str) -> None:
    force, flags = asked(dates, abstract)
    assert force == ["yes", "yes", "no"]
    assert not {"unread", "scope_unread"} & flags


def test_the_notice_that_shortens_does_not_end() -> None:
    assert (
        str(ledger(LONG, {**SHORT, "abstract": CITES}).state("96 FR 21000", "2031-10-01", "2032-06-01").force) == "yes"
    )


@each_row(
    ("dates", "abstract"),
    [
        ("Effective February 27, 2031.", f"{CITES}The extension is reduced from 18 to 12 months."),
        ("Effective February 27, 2031. The extension will now end on August 8, 2031.",
         f"{CITES}The designation will remain in effect through October 8, 2031."),
    ],
)  # fmt: skip
def test_it_is_in_doubt_where_no_one_day_is_told(dates: str, abstract: str) -> None:
    assert {"unread", "scope_unread"} & asked(dates, abstract)[1]


@each_row(
    ("dates", "abstract", "title"),
    [
        ("Comments on the extension must be received by August 8, 2031.",
         "EPA requests comments on the notice of June 10, 2030 (95 FR 46935).", "Mud Kilns; Request for Comments"),
        ("This notice is effective February 27, 2031. The designation of wet kilns will remain in effect through "
         "August 8, 2031.", "EPA designates wet kilns. A notice at 95 FR 46935 extended another.", "Wet Kilns"),
        ("The extension would end on August 8, 2031.",
         "EPA proposes to shorten the extension published at 95 FR 46935.", "Mud Kilns; Proposed Change"),
        ("The registration period for the extension will remain in effect through August 8, 2031.",
         "EPA shortens the registration period under the notice at 95 FR 46935.", "Mud Kilns; Registration"),
    ],
)  # fmt: skip
def test_the_end_of_something_else_is_none_of_it(dates: str, abstract: str, title: str) -> None:
    force, _ = asked(dates, abstract, title=title, action="Notice.")
    assert force == ["yes", "yes", "yes"]
