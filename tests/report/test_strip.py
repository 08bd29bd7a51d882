"""The picture of a timeline in text: what a column says, widths, signs, and when there is none."""

import datetime as dt
import re

from wcwidth import wcswidth

import regtrack
from regtrack import dates
from regtrack.report import render
from regtrack.report.strip import MOST_ROWS, strip
from tests.conftest import NOW
from tests.helpers import RULE, e, rule, track
from tests.rows import each_row

SET = e("set_effective", effect="2024-03-01", published="2024-01-15")
SIGNS = {
    "in_force": "█", "current": "█", "law": "█", "stayed": "░", "pending": "·", "delayed": "·", "proposed": "─",
    "introduced": "─", "in_committee": "─", "reported_out": "─", "unknown": "?", "mixed": "▓",
}  # fmt: skip


def lines(tracker, *, width=80, encoding="utf-8", **asked):
    answer = tracker.timeline(**asked)
    return strip(answer, answer.history.read(), width=width, encoding=encoding)


def bars(drawn, label):
    """The columns of one row: what follows two blanks after the label."""
    (row,) = [line for line in drawn if line.strip().startswith(label)]
    return re.fullmatch(r"  .+?  (.+)", row)[1]


def months(first, count):
    day = dates.parse_date(first)
    return [dates.month_span(each.year, each.month)[1] for each in (dates.add_months(day, n) for n in range(count))]


@each_row(
    ("name", "first"),
    [("us/bis/affiliates-50", "2025-09-01"), ("us/bis/ai-diffusion", "2025-01-01"),
     ("us/bis/veu-revocation-2025", "2025-09-01"),
     ("us/congress/chip-security-act-hr3447", "2025-05-01"), ("cn/mofcom/announcement-2025-70", "2025-11-01"),
     ("us/bis/uae-favorable-treatment-2026", "2026-07-01")],
)  # fmt: skip
def test_each_column_is_the_status_at_the_close_of_its_month(bundled, name, first):
    """As the library answers for that day, by what is known today."""
    drawn = lines(bundled, instrument=name)
    row = bars(drawn, bundled.status(instruments=True, instrument=name).instruments[0].name[:20])
    assert len(row) > 3
    for sign, day in zip(row, months(first, len(row)), strict=True):
        state = bundled.state(name, day.isoformat(), NOW)
        assert state.status != "mixed" or state.force.value == "partial"
        assert sign == SIGNS.get(state.status, " "), (day, state.status)


def test_the_picture_stands_between_the_title_and_the_list(bundled):
    """In the text alone, and what follows is what was there before."""
    answer = bundled.timeline(instrument="us/bis/affiliates-50")
    text = render(answer, full=True)
    picture = "\n".join(strip(answer, answer.history.read()))
    head, _, rest = text.partition(f"\n\n{picture}\n\n")
    assert f" {len(answer.events)} events; most recent" in " ".join(head.split())
    assert rest.startswith("2025\n")
    assert "█" not in render(answer, "md")


def test_years_stand_above_their_first_month(bundled):
    """January of each year, or the first column."""
    drawn = lines(bundled, instrument="us/bis/ai-diffusion")
    assert drawn[1].index("█") == drawn[0].index("2025") == drawn[0].index("2026") - 12
    drawn = lines(bundled, instrument="us/bis/affiliates-50")
    assert drawn[0].split() == ["2026"]  # there is no room for 2025 above its last four months
    assert drawn[0].index("2026") == drawn[1].index("█") + 4


def test_an_arrow_points_to_the_month_of_knowledge(bundled):
    """The column in which what is known ends; what is right of it is as scheduled."""
    for known, column in (("2025-12-15", 3), ("2026-03-01", 6), ("2026-11-24", 14)):
        drawn = lines(bundled, instrument="us/bis/affiliates-50", known=known)
        (line,) = [line for line in drawn if "▲" in line]
        assert line.index("▲") - drawn[1].index("█") == column
        assert f"as known on {int(known[8:])} " in line
    ahead = lines(bundled, instrument="us/bis/affiliates-50", known="2025-12-15")
    assert bars(ahead, "Affiliates Rule") == "██░░░░░░░░░░░░█"


@each_row("width", [40, 50, 60, 80, 100, 120])
@each_row("asked", [{}, {"instrument": "us/bis/affiliates-50"}, {"agency": "congress"}])
def test_no_line_is_too_wide_or_ends_in_blanks(bundled, width, asked):
    """Columns become longer stretches of time where months do not fit."""
    for line in lines(bundled, width=width, **asked):
        assert 0 <= wcswidth(line) <= width
        assert line == line.rstrip()


def test_a_hundred_years_fit(tmp_path):
    """A column is ten years if it must be."""
    tracker = track([e("set_effective", effect="1901-01-01", published="1901-01-01")])
    drawn = lines(tracker)
    assert len(bars(drawn, "Title")) <= 54
    assert drawn[0].split()[0] == "1900"


@each_row("encoding", ["ascii", "latin-1", "cp1252", "no-such-encoding"])
def test_plain_characters_where_there_are_no_blocks(bundled, encoding):
    """One for one; the legend says what they mean."""
    asked = {"instrument": ["us/bis/affiliates-50", "us/bis/veu-revocation-2025", "H.R. 3447", "us/bis/sme-2023"]}
    plain, fine = lines(bundled, encoding=encoding, **asked), lines(bundled, **asked)
    assert plain == [line.translate(str.maketrans("█▓░·─▲", "#%:.-^")) for line in fine]
    assert all(line.isascii() for line in plain)
    assert "  # in force   % in force in part   : stayed   . published, not yet in effect" in plain


def test_the_terminal_decides(ledger_file):
    """A process whose output is ASCII draws ASCII; the words are the same bytes as ever."""
    from tests.cli.test_output import regtrack as process

    asked = ("timeline", "us/bis/affiliates-50", "--known", "2025-12-15", "--store", ledger_file)
    plain, fine = (process(*asked, PYTHONIOENCODING=name).stdout.decode() for name in ("ascii", "utf-8"))
    assert "  Affiliates Rule  ##::::::::::::#\n" in plain
    assert "  Affiliates Rule  ██░░░░░░░░░░░░█\n" in fine


def test_labels_are_counted_in_cells():
    """Japanese names line up, and long ones are cut."""
    names = ("外国為替及び外国貿易法に基づく輸出貿易管理令の改正", "Short")
    instruments = [rule(f"us/x/r{number}", title=name) for number, name in enumerate(names)]
    tables = [{**SET, "key": f"k{number}", "target": f"us/x/r{number}"} for number in range(2)]
    drawn = lines(track(tables, instruments))
    starts = {wcswidth(line[: re.search("[·█]", line).start()]) for line in drawn[1:3]}
    assert len(starts) == 1
    assert all(wcswidth(line) <= 80 for line in drawn)
    assert ".." in drawn[1]


def test_what_the_signs_mean_is_said_for_those_in_use():
    """No more, no less."""
    drawn = lines(track([SET]))
    assert drawn[-1] == "  █ in force   · published, not yet in effect"


def test_a_part_in_force_is_drawn_as_such():
    """One provision later than the rest."""
    later = e("delay_effective", parts=["15 CFR 744.2"], effect="2024-06-03", published="2024-02-15")
    assert bars(lines(track([SET, later]), known="2024-09-01"), "Title") == "··▓▓▓████"


def test_what_is_scheduled_is_drawn_two_years_ahead_at_most():
    """A sunset in 2099 does not squeeze today into one column."""
    far = e("set_effective", effect="2024-03-01", until="2099-01-01", published="2024-01-15")
    drawn = lines(track([far]), known="2024-06-01")
    assert len(bars(drawn, "Title")) == 30


@each_row(
    "tables",
    [[], [e("note", published="2024-01-01")], [e("report", published="2024-01-01", certainty="reported")]],
    ids=["nothing", "a note", "a report"],
)
def test_no_picture_where_no_status_is_known(tables):
    """Nothing is drawn, not even an empty frame."""
    assert lines(track(tables)) == []


def test_no_picture_of_very_many_instruments():
    """A list of hundreds is no picture."""
    count = MOST_ROWS + 1
    instruments = [rule(f"us/x/r{number}") for number in range(count)]
    tables = [{**SET, "key": f"k{number}", "target": f"us/x/r{number}"} for number in range(count)]
    tracker = track(tables, instruments)
    assert lines(tracker) == []
    assert "█" not in render(tracker.timeline())


def test_a_closed_ledger_leaves_the_list(ledger_file):
    """The picture needs the ledger, the list does not."""
    tracker = regtrack.open(ledger_file, clock=lambda: NOW)
    answer = tracker.timeline(instrument="us/bis/affiliates-50")
    tracker.close()
    assert "█" not in render(answer)
    assert "Affiliates Rule" in render(answer)


def test_a_name_cannot_steer_the_terminal():
    """Control characters in a name are shown as such."""
    tracker = track([SET], [rule(RULE, title="x\x1b[2Jy\u202ez")])
    assert "\x1b" not in render(tracker.timeline(known=dt.datetime(2024, 9, 1, tzinfo=dt.UTC)))
