"""Markdown, HTML, CSV and JSON Lines: nothing an author writes becomes markup, a link or a formula."""

import base64
import csv
import hashlib
import html
import html.parser
import io
import json
import pickle
import re
from collections import Counter
from contextlib import suppress
from functools import cache

import pytest

import regtrack
from regtrack.errors import InputError, visible
from regtrack.model.document import Document, Rank
from regtrack.model.when import When
from regtrack.report import FORMATS, render
from regtrack.report.page import page_labels
from regtrack.report.rendering import plain_table
from regtrack.report.untrusted import web_address
from tests.helpers import RULE, e, rule, track
from tests.rows import each_row

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "](javascript:alert(1))",
    "[click](https://evil.example)",
    "![x](https://evil.example/pixel.png)",
    "`code` **bold** _em_ ~~gone~~ | cell |",
    "&lt;script&gt;",
    "# Heading",
    "> quote",
    "- item",
    "+ item",
    "1. item",
    "2) item",
    "---",
    "===",
    "line\n\n# Heading after\n\n<b>x</b>",
    "{{ 7 * 7 }} {% raw %}",
    '=HYPERLINK("https://evil.example")',
    "\\",
]
URLS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example",
    'https://ok.example/"onmouseover=alert(1)',
    "https://ok.example/> [x](https://evil.example)",
    "https://ok.example/\r# Heading",
    "https://ok.example/\\",
]


def ledger(text="Plain.", url="https://example.org/d"):
    """A ledger in which an author wrote the text wherever one can be written."""
    instrument = rule(title=f"T {text}", short=text, cfr=("15 CFR 744",), aliases=(("en", (text,)),))
    document = Document("d", text, url=url, title=text, date=When.parse("2025-02-02"), rank=Rank.OFFICIAL)
    said = {"summary": text, "evidence": [{"document": "d", "quote": text}]}
    return track(
        [
            e("set_effective", effect="2025-02-10", published="2025-02-01", note=text, **said),
            e("set_value", name=text, value=text, effect="2025-02-10", published="2025-02-01", **said),
            e("set_effective", "part", parts=[text], effect="2025-02-11", published="2025-02-02", **said),
            e("report", available="2025-02-03", conflicts_with=["set_effective"], **said),
        ],
        [instrument],
        documents=[document],
    )  # fmt: skip


def answers(tracker):
    return (
        tracker.since("2025-01-01", "2025-03-01"), tracker.timeline(), tracker.upcoming(90, on="2025-02-05"),
        tracker.why(tracker.state(RULE, "2025-03-01", "2025-03-01")),
    )  # fmt: skip


class Page(html.parser.HTMLParser):
    """The tags, links and words of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.attributes, self.words = Counter(), [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attributes}
        found = [value for name, value in attributes if name in ("href", "src", "action", "xlink:href")]
        self.links += [value for value in found if not value.startswith("#")]

    def handle_data(self, data):
        self.words.append(data)


# --- HTML -------------------------------------------------------------------------------------------------------


@cache
def harmless_pages():
    return [Page(render(answer, "html")) for answer in answers(ledger())]


@each_row("text", HOSTILE)
def test_html_shows_what_was_written(text):
    """Whatever an author writes is shown as text: no tag, attribute or link that the template did not make."""
    for answer, plain in zip(answers(ledger(text)), harmless_pages(), strict=True):
        page = Page(render(answer, "html"))
        assert page.tags.keys() <= plain.tags.keys()
        assert page.tags["script"] == plain.tags["script"] == 2
        assert page.attributes <= plain.attributes
        assert set(page.links) <= {"https://example.org/d"}
        assert " ".join(text.split()) in " ".join(" ".join(page.words).split()) or not answer.sources.events


@each_row("url", URLS)
def test_only_a_web_address_becomes_a_link(url):
    """javascript:, data: and addresses that break out of their place are never links, in HTML and in Markdown."""
    for answer in answers(ledger(url=url)):
        page = Page(render(answer, "html"))
        assert page.links == []
        text = render(answer, "md")
        assert "](" not in text
        assert "\r" not in text


def test_a_web_address_becomes_a_link():
    """http and https, with the punctuation that addresses have."""
    url = "https://example.org/a_(b)/c?d=e&f=[g]#h"
    for answer in answers(ledger(url=url)):
        if answer.sources.documents:
            assert url in Page(render(answer, "html")).links
            assert f"](<{url}>)" in render(answer, "md")


@pytest.fixture(scope="module")
def page_of_a_week(bundled):
    return render(bundled.since("2025-05-12", "2025-05-20"), "html")


def test_html_is_a_page_of_its_own(page_of_a_week):
    """One file: nothing fetched from elsewhere, a language, a title, and no id twice."""
    text, page = page_of_a_week, Page(page_of_a_week)
    assert text.startswith('<!doctype html>\n<html lang="en">')
    assert not page.tags.keys() & {"link", "img", "iframe", "object", "embed", "base"}
    assert not {"src", "style", "onclick"} & page.attributes
    assert "url(" not in text.replace("url(#", "")
    assert "@import" not in text
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids)) > 3
    assert 'lang="ja"' in text  # words in another language say so


def test_the_policy_admits_the_own_style_and_script_alone(page_of_a_week):
    """Each by its digest, so that nothing that an author smuggled in would be run."""
    text = page_of_a_week
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1])
    for tag in ("style", "script"):
        (code,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_data_in_the_page_cannot_leave_its_element():
    """JSON is written so that no end tag, comment or line separator stands in it, and reads back as it was.

    What turns the direction of writing is shown as a character that could not be read.
    """
    text = "</script><!-- \u2028\u2029 & \u202e"
    page = render(ledger(text).since("2025-01-01", "2025-03-01"), "html")
    assert "\u202e" not in page
    (data,) = re.findall(r'id="machine-data">(.*?)</script>', page, re.DOTALL)
    assert not set("<>&\u2028\u2029") & set(data)
    assert any(text.replace("\u202e", "\ufffd") in word for word in json.loads(data)["words"])


def test_a_closed_ledger_leaves_the_report_and_the_picture(ledger_file):
    """Without its ledger an answer is still a page: no time machine, no script, and a line that says so."""
    tracker = regtrack.open(ledger_file, bundled=False)
    answer = tracker.since("2025-05-12", "2025-05-20")
    whole = render(answer, "html")
    tracker.close()
    for left in (answer, pickle.loads(pickle.dumps(answer))):
        text = render(left, "html")
        page = Page(text)
        assert page.tags["script"] == 0
        assert "script-src &#39;none&#39;" in text
        assert page_labels.PAGE["no_ledger"] in text
        assert page_labels.PAGE["no_ledger"] not in whole
        assert '<svg class="picture"' in text
        told = re.findall(r'<p class="what".*?</p>', text)
        assert told
        assert set(told) <= set(re.findall(r'<p class="what".*?</p>', whole))
        assert re.findall("<h1>.*?</h1>", text)


STEERING = [
    "\x1b[31mred",
    "\u202eabc\u2066",
    "nul\x00",
    "\x9b0m",
    "\ufffe",
    "a\r\nb\x85c\u2028d",
    "\u200b",
    "\u061c\u200f\U000e0041",
]


@each_row("text", STEERING)
@each_row("format_", [each for each in FORMATS if each != "xlsx"])
def test_no_format_passes_on_what_steers_a_terminal_or_turns_the_writing(format_, text):
    for answer in answers(ledger(text)):
        with suppress(InputError):  # not every answer has every format
            shown = render(answer, format_)
            assert visible(shown) == shown


@each_row("hidden", ["\u202e", "\u061c", "\U000e0041"])
def test_an_address_that_does_not_show_what_it_is_becomes_no_link(hidden):
    assert web_address("https://example.org/a") == "https://example.org/a"
    assert web_address(f"https://example.org/{hidden}a") is None


@each_row("text", STEERING)
def test_json_says_what_was_written(text):
    """Programs get every character; it is only spelled so that it commands no terminal."""
    assert json.loads(render(ledger(text).timeline(), "json"))["events"][0]["note"] == text


# --- Markdown ---------------------------------------------------------------------------------------------------


@each_row("text", HOSTILE)
def test_markdown_shows_what_was_written(text):
    """No heading, link, image, table, code, tag or list comes from an author."""
    plain = render(ledger("Plain").since("2025-01-01", "2025-03-01"), "md")
    shown = render(ledger(text).since("2025-01-01", "2025-03-01"), "md")
    assert len(shown.splitlines()) == len(plain.splitlines())
    for ours, theirs in zip(plain.splitlines(), shown.splitlines(), strict=True):
        assert _marks(ours) == _marks(theirs), theirs


def _marks(line):
    """The markup at the begin of a line, and the live marks in it."""
    begin = re.match(r"\s*(?:[-+*] |#+ |> |\d+[.)] |=+$|---+$|\|)*(?:> )?", line)[0]
    live = re.sub(r"\\[!-/:-@\[-`{-~]|&(?:lt|amp);", "", line[len(begin) :])
    return begin, sorted(re.findall(r"\]\(|!\[|[<`|]|~~|&[a-z]+;", live))


def test_markdown_parses_to_the_same_words(bundled):
    """A parser sees the titles and links that are meant (mkdocs brings one along)."""
    markdown = pytest.importorskip("markdown")
    text = render(ledger("<b>*x*</b> 1. [y](z) & _w_").since("2025-01-01", "2025-03-01"), "md")
    page = Page(markdown.markdown(text))
    assert not page.tags.keys() & {"b", "img", "ol", "table"}
    assert set(page.links) == {"https://example.org/d"}
    assert "<b>*x*</b> 1. [y](z) & _w_" in " ".join(page.words)


def test_markdown_points_are_a_list(bundled):
    """Names with bars and line ends do not break the points of a state."""
    tracker = ledger("a | b\nc")
    text = render(tracker.why(tracker.state(RULE, "2025-03-01", "2025-03-01")), "md")
    points = text.partition("\n- **")[2].partition("\n\n## ")[0]
    assert len(points.splitlines()) > 2
    assert all(line.startswith("- **") for line in points.splitlines()[1:])


# --- CSV --------------------------------------------------------------------------------------------------------


FORMULAS = [
    "=1+1",
    "+1",
    "-1-1",
    "-A1",
    "-1e9",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    '=cmd|"/c calc"!A0',
    "＝1+1",
    "＠SUM(A1)",
]


@each_row("text", FORMULAS)
def test_csv_has_no_formulas(text):
    """No cell begins with what a spreadsheet runs; the apostrophe in front is all that is added."""
    for answer in answers(ledger(text)):
        for row in csv.reader(io.StringIO(render(answer, "csv"), newline="")):
            assert not any(cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) for cell in row)
    rows = list(csv.DictReader(io.StringIO(render(answers(ledger(text))[1], "csv"), newline="")))
    assert f"'{text}" in {row["summary"] for row in rows}


@each_row("text", ["-1", "-12.5", "-3%", "25", "2025-02-10", "1-1", "a=b", "日本"])
def test_csv_leaves_numbers_and_dates_alone(text):
    """What no spreadsheet runs is written as it is."""
    rows = list(csv.DictReader(io.StringIO(render(ledger(text).timeline(), "csv"), newline="")))
    assert text in {row["summary"] for row in rows}


def test_csv_for_excel_begins_with_a_mark(bundled):
    """The mark is the first character and the only difference; nothing else has one."""
    answer = bundled.timeline(instrument="us/bis/affiliates-50")
    assert render(answer, "csv", bom=True) == "\ufeff" + render(answer, "csv")
    assert not any(render(answer, format_).startswith("\ufeff") for format_ in FORMATS if format_ != "xlsx")


@each_row("text", ['say "no", twice', "a\nb", "a\r\nb", "日本語、カンマ", ""])
def test_csv_is_rfc_4180(text):
    """CRLF after each row, quotes doubled, one number of cells a row; a reader gets back what was written."""
    out = render(ledger(text or "x").timeline(), "csv")
    assert out.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(out, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(set(rows[0])) == len(rows[0])
    if text:
        assert text in {cell for row in rows for cell in row}


def test_csv_of_each_answer_has_a_row_an_item(bundled):
    """Changes, events, dates and states: as many rows as the JSON has items."""
    since, timeline = bundled.since("2025-05-12", "2025-05-20"), bundled.timeline(instrument="us/bis/affiliates-50")
    upcoming = bundled.upcoming(365, on="2025-11-15")
    state = bundled.why(bundled.state("us/bis/advanced-computing-2022", "2022-10-15", "2022-10-15"))
    for answer, count in (
        (since, len(since.changes)), (timeline, len(timeline.events)), (upcoming, len(upcoming.upcoming)),
        (state, 1 + len(state.states[0].scopes)),
    ):  # fmt: skip
        rows = list(csv.DictReader(io.StringIO(render(answer, "csv"), newline="")))
        assert len(rows) == count > 0
        assert all(row["instrument"] for row in rows)


def test_csv_says_what_happened(bundled):
    """Each change has words and a source in its row, as it has in the report for people."""
    rows = list(csv.DictReader(io.StringIO(render(bundled.since("2025-05-12", "2025-05-20"), "csv"), newline="")))
    assert all(row["summary"] and row["publisher"] for row in rows)


# --- JSON -------------------------------------------------------------------------------------------------------


def test_jsonl_has_a_head_and_an_object_an_item(bundled):
    """The head says what was asked and how far to trust the answer; each further line is an item with its type."""
    answer = bundled.since("2025-10-01", "2025-11-15")
    whole = plain_table(answer)
    head, *items = map(json.loads, render(answer, "jsonl").splitlines())
    assert head["type"] == "head"
    assert head["schema"] == "regtrack/since/1"
    assert head["horizon"] == json.loads(json.dumps(whole["horizon"]))
    counts = {name: len(whole[name]) for name in ("changes", "upcoming", "undated", "claims", "late")}
    seen = {name: sum(item["type"] == name for item in items) for name in counts}
    assert seen == counts
    assert not set(counts) & set(head)
    for name, kept in counts.items():
        own = [{k: v for k, v in item.items() if k != "type"} for item in items if item["type"] == name]
        assert own == json.loads(json.dumps(whole[name]))[:kept]


@pytest.mark.parametrize("by", ["law", "knowledge"])
def test_jsonl_of_diff_has_all_its_lists_as_items(bundled, by):
    """diff has the lists of since; none hides in the head."""
    answer = bundled.diff("2025-05-12", "2025-05-20", by=by)
    head, *items = map(json.loads, render(answer, "jsonl").splitlines())
    assert not {"changes", "undated", "claims", "late", "upcoming"} & set(head)
    assert len([item for item in items if item["type"] == "changes"]) == len(answer.changes)


def test_jsonl_of_state_is_one_line(bundled):
    """A state is one object."""
    answer = bundled.why(bundled.state("us/bis/ai-diffusion", "2025-06-01", "2025-06-01"))
    (line,) = render(answer, "jsonl").splitlines()
    assert json.loads(line) == {"type": "head", **json.loads(render(answer, "json"))}


def test_json_is_readable_text(bundled):
    """Japanese is written as such, not as escapes, and keys stand in the order of the documentation."""
    text = render(bundled.since("2025-05-12", "2025-05-20"), "json")
    assert "\\u" not in text
    assert list(json.loads(text))[:3] == ["schema", "since", "until"]


def test_an_unknown_format_is_refused(bundled):
    """The sentence names the formats there are."""
    with pytest.raises(InputError, match=r"format: found 'pdf'; expected one of text, md, html, .+, ics, atom, xlsx"):
        render(bundled.upcoming(), "pdf")
    assert FORMATS == ("text", "md", "html", "json", "jsonl", "csv", "ics", "atom", "xlsx")


def test_a_view_cannot_be_changed(bundled):
    """Views are frozen: one format cannot spoil another."""
    from regtrack.report import answer as answers

    shown = answers.whole(bundled.upcoming(on="2025-11-15"))
    with pytest.raises(AttributeError):
        shown.headline = "x"
