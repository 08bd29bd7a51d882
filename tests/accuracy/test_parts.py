"""Each part of the accuracy table, over a small folder of made-up documents in the shape of the real ones."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.accuracy import dates, feeds, full_text, links
from tests.sources.federal_register.test_xml import RULE, issue
from tests.sources.shapes import sample

DELAYED = sample(
    "2024-00002", "2024-02-12", action="Final rule; delay of effective date.", title="Gears; Delay of Effective Date",
    dates="This rule is effective February 12, 2024. The effective date of the rule published January 2, 2024, at "
    "89 FR 1000, is delayed until May 1, 2024.",
)  # fmt: skip
PROPOSED = sample(
    "2024-00003", "2024-02-12", "Proposed Rule", dates="Comments must be received by March 13, 2024.",
    comments_close_on="2024-03-13",
)  # fmt: skip
LABELLED: dict[str, Any] = {
    "document_number": "2024-00003", "publication_date": "2024-02-12", "dates": PROPOSED["dates"],
    "agencies": ["widgets"], "claims": [{"kind": "comment_close", "value": "2024-03-13"}],
}  # fmt: skip
OTHER: dict[str, Any] = {
    "document_number": "2023-00009", "publication_date": "2023-04-03", "dates": "Effective May 1, 2023.",
    "agencies": ["gears"], "claims": [{"kind": "effective", "value": "2023-05-01"}],
}  # fmt: skip
LISTED = (
    '<AGCY><HD SOURCE="HED">Widgets</HD><CAT><HD SOURCE="HED">RULES</HD><DOCENT><DOC>Gears, </DOC>'
    "<PGS>9743-9744</PGS><FRDOCBP>2024-01667</FRDOCBP></DOCENT></CAT></AGCY>"
)
FEED = """<!--
Description: a title
Expect: not bozo and entries[0]['title'] == 'Gears'
-->
<rss version="2.0"><channel><item><title>Gears</title></item></channel></rss>"""


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode() if isinstance(text, str) else text
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    rows = [sample("2024-00001", "2024-02-12"), DELAYED, PROPOSED]
    write(tmp_path / "fr-api" / "documents.jsonl.gz", "".join(f"{json.dumps(row)}\n" for row in rows))
    for name in ("gold", "gold-2"):
        write(tmp_path / "fr-dates-gold" / f"{name}.jsonl", f"{json.dumps(LABELLED)}\n{json.dumps(OTHER)}\n")
    write(tmp_path / "fr-xml" / "issues" / "2024-02-12.xml.gz", issue(RULE, contents=LISTED))
    write(tmp_path / "fr-xml" / "documents" / "2024-01667.xml.gz", RULE)
    write(tmp_path / "feeds" / "feedparser" / "title.xml", FEED)
    return tmp_path


def table(part: Any, data: Path) -> list[str]:
    return list(part.report(data, listed=True))


def row(lines: list[str], name: str) -> list[str]:
    """The first line with this name, as words."""
    return next(line.split() for line in lines if line.strip().startswith(name))


@pytest.mark.parametrize("part", [dates, full_text, links, feeds], ids=lambda part: part.__name__.rpartition(".")[2])
def test_what_is_read_well_misses_no_target(part: Any, data: Path) -> None:
    lines = table(part, data)
    assert not [line for line in lines if line.endswith("MISSED") or line.startswith("skipped")]
    assert any(line.endswith("ok") for line in lines) or part is links


@pytest.mark.parametrize("part", [dates, full_text, links, feeds], ids=lambda part: part.__name__.rpartition(".")[2])
def test_what_is_not_there_is_skipped_in_words(part: Any, tmp_path: Path) -> None:
    lines = table(part, tmp_path)
    assert lines
    assert all(line.startswith("skipped: ") for line in lines)


def test_dates_are_counted(data: Path) -> None:
    lines = table(dates, data)
    assert row(lines, "comment_close")[1:4] == ["1", "0", "0"]
    assert row(lines[lines.index("effective_on against the API") :], "all")[1:3] == ["2", "2"]
    assert row(lines[lines.index("comments_close_on against the API") :], "all")[1:3] == ["1", "1"]


def test_a_label_that_is_not_read_misses_its_target(data: Path) -> None:
    wrong = {**LABELLED, "claims": [{"kind": "comment_close", "value": "2024-03-14"}]}
    write(data / "fr-dates-gold" / "gold.jsonl", f"{json.dumps(wrong)}\n{json.dumps(OTHER)}\n")
    assert row(table(dates, data), "all")[1:4] == ["1", "1", "1"]
    assert [line for line in table(dates, data) if line.endswith("MISSED")]


def test_a_date_that_is_read_otherwise_than_the_api_has_it_misses_its_target(data: Path) -> None:
    write(data / "fr-api" / "documents.jsonl.gz", json.dumps({**DELAYED, "effective_on": "2024-05-02"}) + "\n")
    assert [line for line in table(dates, data) if line.endswith("MISSED")]


def test_a_document_that_is_listed_and_not_there_is_lost(data: Path) -> None:
    entry = LISTED.replace("2024-01667", "2024-09999")
    write(data / "fr-xml" / "issues" / "2024-02-12.xml.gz", issue(RULE, contents=LISTED + entry))
    lines = table(full_text, data)
    assert row(lines, "all")[1:5] == ["2", "1", "lost", "1"]
    assert row(lines, "2024-09999 lost")


def test_the_target_of_a_delay_is_found(data: Path) -> None:
    lines = table(links, data)
    assert row(lines, "delay_effective")[1:3] == ["1", "1"]


def test_what_feeds_say_is_compared(data: Path) -> None:
    lines = table(feeds, data)
    assert row(lines, "title")[:3] == ["title", "1", "1"]
    write(data / "feeds" / "feedparser" / "other.xml", FEED.replace("== 'Gears'", "== 'Cogs'"))
    assert row(table(feeds, data), "title")[:3] == ["title", "2", "1"]
