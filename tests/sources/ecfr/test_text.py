"""What the followed parts say, from a server on loopback that answers as the eCFR does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest

from regtrack.errors import InputError
from regtrack.http.terms import UnreadableError
from regtrack.sources.ecfr.printed import prints, read_parts
from regtrack.sources.ecfr.sync import EcfrSource
from regtrack.sources.feed_file import FeedFile, read_source
from regtrack.sources.reports import FeedReport
from tests.rows import each_row
from tests.sources.ecfr.shapes import Code, title, version
from tests.sources.ecfr.test_sync import ID, Desk
from tests.sources.replies import html_page, truncated, truncated_quietly

FULL = "/versioner/v1/full/2026-11-20/title-15.xml"


class Shelf(Desk):
    """A ledger that follows parts of the CFR with their words."""

    def sync(self, **more: Any) -> FeedReport:
        feed = attrs.evolve(self.source(ID, "ecfr", "/versioner/v1"), cfr=self.cfr, text=True)
        return self.run(EcfrSource, feed, **more)

    def says(self, scope: str, on: str) -> str:
        return str(self.tracker.text(scope, on=on, which="codified").words)

    @property
    def fetched(self) -> list[str]:
        return [each for each in self.code.asked if each.startswith("title-15.xml")]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    with Code([version("744.11", "2026-11-09")]) as server:
        server.texts = {
            part: {f"{part}.11": f"Widgets of {part} need a license."} for part in ("743", "744", "745", "746")
        }
        desk = Shelf(server, tmp_path)
        desk.cfr = ("15 CFR 744",)
        yield desk


def test_a_part_says_what_the_ecfr_prints(shelf: Shelf) -> None:
    report = shelf.sync()
    assert (report.problems, shelf.fetched) == ((), ["title-15.xml 744"])
    assert shelf.says("15 CFR 744.11", "2026-11-20") == "Widgets of 744 need a license."
    with pytest.raises(InputError, match="2026-11-20"):
        shelf.says("15 CFR 744.11", "2026-11-19")


def test_it_is_read_again_only_after_a_change(shelf: Shelf) -> None:
    shelf.sync()
    shelf.later(days=1)
    shelf.code.titles = [title(15, "2026-11-21")]
    shelf.sync()
    assert shelf.fetched == ["title-15.xml 744"]
    shelf.code.rows.append(version("744.11", "2026-11-22"))
    shelf.code.texts["744"]["744.11"] = "Widgets are free."
    shelf.code.titles = [title(15, "2026-11-22")]
    for _ in range(2):  # the change is learned, and then the words
        shelf.later(days=1)
        shelf.sync()
    assert shelf.fetched == ["title-15.xml 744"] * 2
    assert shelf.says("15 CFR 744.11", "2026-11-21") == "Widgets of 744 need a license."
    assert shelf.says("15 CFR 744.11", "2026-11-22") == "Widgets are free."
    (line,) = shelf.tracker.text("15 CFR 744.11", on="2026-11-22").shown  # no act is known that changed it: both
    assert (str(line.check), line.paragraph.words, line.printed.words) == (
        "printed", "Widgets of 744 need a license.", "Widgets are free.",
    )  # fmt: skip
    shelf.later(hours=1)
    shelf.sync(again=True)
    assert len(shelf.fetched) == 3


@pytest.mark.parametrize(
    ("cfr", "asked"),
    [
        (("15 CFR 744-745",), ["title-15.xml"]),
        (("15 CFR 740-743",), ["title-15.xml 743"]),
        (("15 CFR",), ["title-15.xml"]),
        (("15 CFR 744", "15 CFR 746"), ["title-15.xml 744", "title-15.xml 746"]),
    ],
)
def test_a_title_is_asked_for_when_much_of_it_is_followed(shelf: Shelf, cfr: tuple[str, ...], asked: list[str]) -> None:
    shelf.cfr = cfr
    report = shelf.sync()
    assert (report.problems, shelf.fetched) == ((), asked)
    held = "743" if "743" in cfr[0] else "744"
    assert shelf.says(f"15 CFR {held}.11", "2026-11-20") == f"Widgets of {held} need a license."


def test_of_a_title_only_what_is_followed_is_kept(shelf: Shelf) -> None:
    shelf.cfr = ("15 CFR 744-745",)
    shelf.sync()
    assert shelf.store.parts() == ["15 CFR 744", "15 CFR 745"]


@pytest.mark.parametrize("behaviour", [html_page(), truncated(), truncated_quietly()])
def test_a_broken_answer_is_a_problem_and_records_nothing(shelf: Shelf, behaviour: Any) -> None:
    shelf.code.behave[FULL] = behaviour
    (problem,) = shelf.sync().problems
    assert "text of 15 CFR 744: found " in problem
    assert shelf.store.parts() == []


def test_an_answer_about_another_part_is_none(shelf: Shelf) -> None:
    shelf.code.behave[FULL] = lambda reply: attrs.evolve(reply, body=reply.body.replace(b'N="744"', b'N="745"'))
    (problem,) = shelf.sync().problems
    assert "found the text of 15 CFR 745" in problem
    assert shelf.store.parts() == []


def test_an_answer_as_of_another_day_is_none(shelf: Shelf) -> None:
    stated = b"""N="744" hierarchy_metadata='{"path":"/on/2024-02-01/title-15/part-744"}'"""
    shelf.code.behave[FULL] = lambda reply: attrs.evolve(reply, body=reply.body.replace(b'N="744"', stated))
    (problem,) = shelf.sync().problems
    assert "found the text as of 2024-02-01" in problem
    assert shelf.store.parts() == []


@each_row("table", [{}, {"type": "part", "children": []}, {"type": "title"}])
def test_a_structure_that_is_none(table: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError):
        read_parts(table)


def test_a_reserved_part_says_nothing() -> None:
    table = {"type": "title", "children": [
        {"type": "part", "identifier": "1"}, {"type": "part", "identifier": "2-5", "reserved": True}, "x",
    ]}  # fmt: skip
    assert read_parts(table) == ("1",)
    assert list(prints(1, dt.date(2026, 11, 20), (), ("1",))) == []


def test_only_feeds_of_the_code_have_text() -> None:
    table = {
        "id": "a", "title": "A", "url": "https://a.example/", "format": "rss", "publisher": "P", "zone": "UTC",
        "text": True,
    }  # fmt: skip
    found = read_source(table, "a.toml", own=True)
    assert not isinstance(found, FeedFile)
    assert [str(each) for each in found] == ["a.toml: text: found True; expected nothing: it is for format ecfr"]
