"""Languages: catalogues are whole, a call speaks its own, and what programs read is the same in each."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs
import pytest
from babel.messages.pofile import read_po

from regtrack.errors import InputError
from regtrack.model.instrument import Instrument
from regtrack.report import FORMATS, dates_in_words, render
from regtrack.report.language import instrument_label, language_of, languages, speaking, spoken, tr
from regtrack.report.layout import cells
from regtrack.report.page import page_labels
from tests.report.test_golden import ENDINGS, GOLDEN, QUESTIONS
from tests.rows import each_row

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))

from tools import catalogues  # noqa: E402

OTHERS = [code for code in languages() if code != "en"]
PLACE = re.compile(r"\{\w+\}")
DATES = {
    "2025-05-13": "2025年5月13日",
    "2025-05": "2025年5月",
    "2026-01-15T00:01": "2026年1月15日 00:01",
    "2026-01-15T05:01Z": "2026年1月15日 05:01（協定世界時）",
    "2026-01-15T00:01[America/New_York]": "2026年1月15日 00:01（米東部時間）",
    "2026-01-15T00:01[America/Chicago]": "2026年1月15日 00:01（Chicago時間）",
    "2025-10-01..2025-10-30": "2025年10月1日から2025年10月30日までの間",
    "2025-10-01..2025-10-31": "2025年10月",
    "2025-01-01..2025-12-31": "2025年",
    "unknown": "unknown",
}


@pytest.fixture(scope="module")
def messages():
    """Every message there is."""
    return [message for message in catalogues.template() if message.id]


def catalogue(code):
    with (catalogues.LOCALE / code / "LC_MESSAGES" / "regtrack.po").open("rb") as file:
        return read_po(file, locale=code)


# --- catalogues -------------------------------------------------------------------------------------------------------


def test_there_is_japanese():
    """English needs no catalogue; Japanese has one."""
    assert languages() == ("en", "ja")


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated(messages, code):
    """The catalogue has exactly the messages that there are, each translated, with the same places, none in doubt."""
    wanted = {(each.context, each.id) for each in messages}
    found = {(each.context, each.id): each for each in catalogue(code) if each.id}
    hint = "`make catalogues` brings new messages in; then translate them"
    assert sorted(map(str, wanted - set(found))) == [], hint
    assert sorted(map(str, set(found) - wanted)) == [], hint
    for key, message in found.items():
        assert message.string, f"not translated: {key}"
        assert not message.fuzzy, f"in doubt: {key}"
        assert sorted(PLACE.findall(message.string)) == sorted(PLACE.findall(message.id)), key
        assert message.string == message.string.strip() or not message.string.strip(), key


def test_catalogues_are_as_the_tool_writes_them():
    """What is compiled is what is translated."""
    stale = [str(path) for path, data in catalogues.files().items() if not path.is_file() or path.read_bytes() != data]
    assert stale == [], "run `make catalogues`"
    assert not any(b"Date:" in data for data in catalogues.files().values())  # the same at any time


def test_messages_are_found_in_code_templates_and_tables(messages):
    """One of each kind of place; a word of a table comes with its context."""
    found = {(each.context, each.id) for each in messages}
    assert {
        (None, "stayed until {date}"), (None, "Note: {note}"), (None, "{name} required"),
        ("status", "stayed"), ("act", "stayed"), ("legend", "stayed"), ("page", page_labels.PAGE["intro"]),
    } <= found  # fmt: skip


# --- one call, one language -------------------------------------------------------------------------------------------


def test_an_unknown_language_is_an_input_error(bundled, cli):
    """It names those that there are, whatever the format; no path leads to another file."""
    for code in ("xx", "", "JA", "ja_JP", "../ja"):
        with pytest.raises(InputError, match=r"^lang: found '.*'; expected one of en, ja$"):
            render(bundled.upcoming(), "json", lang=code)
    done = cli("upcoming", "--lang", "xx")
    assert (done.status, done.out) == (2, "")
    assert "lang: found 'xx'; expected one of en, ja" in done.err


def test_the_language_does_not_outlast_its_call(bundled):
    """Not after a report, and not after a fault in one."""
    answer = bundled.since("2025-05-12", "2025-05-20")
    english = render(answer)
    assert render(answer, lang="ja") != english
    with pytest.raises(InputError):
        render(answer, "ics", lang="ja", alarms=["soon"])
    assert (spoken(), render(answer)) == ("en", english)


def test_threads_speak_apart(bundled):
    """Reports in two languages at once, each as it is alone; a page caches sentences, and keeps them apart."""
    answer = attrs.evolve(bundled.since("2025-05-12", "2025-05-20"), history=None)  # a ledger keeps to its thread
    jobs = [(format_, lang) for format_ in ("text", "md", "html") for lang in ("en", "ja")] * 4
    alone = {job: render(answer, job[0], lang=job[1]) for job in jobs}
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda job: render(answer, job[0], lang=job[1]), jobs))
    assert all(text == alone[job] for job, text in zip(jobs, found, strict=True))


def test_a_language_holds_inside_and_may_be_nested():
    """The outer one is spoken again after the inner."""
    with speaking("ja"):
        with speaking("en"):
            assert tr("Status board") == "Status board"
        assert tr("Status board") == "一覧表"
    assert tr("Status board") == "Status board"


# --- what is said -----------------------------------------------------------------------------------------------------


@each_row("text", DATES)
def test_dates_in_words(text):
    """Year, month and day in their order, with the zone of a time."""
    with speaking("ja"):
        assert dates_in_words.date(text) == DATES[text]


@each_row("name", QUESTIONS)
def test_what_programs_read_is_the_same(bundled, name):
    """Keys and codes of JSON and CSV are no words."""
    for format_ in ("json", "jsonl", "csv"):
        assert render(QUESTIONS[name](bundled), format_, lang="ja") == render(QUESTIONS[name](bundled), format_)


@each_row("width", [40, 80])
@each_row("name", QUESTIONS)
def test_japanese_text_keeps_to_its_width(bundled, name, width):
    """Wide characters count two columns, also in labels and in the picture."""
    text = render(QUESTIONS[name](bundled), "text", lang="ja", width=width)
    assert max(cells(line) for line in text.splitlines()) <= width


@each_row("format_", ["text", "md", "html", "ics", "atom"])
@each_row("name", QUESTIONS)
def test_no_message_is_left_in_english(messages, name, format_):
    """No message of more than a few words stands in a Japanese report as it was written: the golden files have them."""
    file = GOLDEN / f"{name}.ja.{ENDINGS.get(format_, format_)}"
    text = " ".join(file.read_text("utf-8").split())
    text = re.sub(r'category term="[^"]*"', "", text)  # which is for programs
    text = re.sub(r'"[a-z ]+ \((?:reported|announced|filed|published)\)"', "", text)  # by which the page compares
    plain = [each.id for each in messages if len(each.id.split()) > 3 and "{" not in each.id]
    assert len(plain) > 60
    assert [message for message in plain if message in text] == []


@each_row("name", QUESTIONS)
def test_japanese_has_no_space_after_a_full_stop(bundled, name):
    """Sentences of ours follow each other as Japanese ones do, and instruments go by their Japanese names."""
    answer = QUESTIONS[name](bundled)
    text = render(answer, "text", lang="ja", width=4000) + render(answer, "text", lang="ja", width=4000, full=True)
    assert not re.search(r"。 (?!\[)", text)  # how sure it is stands in brackets
    assert not re.search(r"\d ?～\d+月|AI Diffusion Rule[)、）]", text)


def test_names_and_citations():
    """A name in the language with the citation; without one the record's own name, said to be English."""
    ours = Instrument(
        "us/bis/x",
        "final_rule",
        "A rule",
        short="X Rule",
        citation=("90 FR 1",),
        aliases=(("ja", ("X規則", "Xルール")),),
    )
    cited = attrs.evolve(ours, aliases=(("ja", ("告示2025年第1号",)),), citation=("告示2025年第1号",))
    plain = attrs.evolve(ours, aliases=(("de", ("X-Regel",)),))
    assert instrument_label(ours) == "X Rule (90 FR 1)"
    with speaking("ja"):
        assert instrument_label(ours) == "X規則（90 FR 1）"
        assert instrument_label(cited) == "告示2025年第1号"
        assert instrument_label(plain) == "X Rule (90 FR 1)"
        assert [language_of(each) for each in (ours, plain)] == ["", "en"]


def test_a_page_says_which_language_each_part_is_in():
    """The page is Japanese; words of the record are marked as what they are, also where they are a sentence of ours."""
    page = (GOLDEN / "since-2025-05.ja.html").read_text("utf-8")
    assert page.startswith('<!doctype html>\n<html lang="ja">')
    assert '<p class="text" lang="en">' in page
    assert '<p class="what" lang="en">' in page  # claims: the record's own sentence
    assert '<p class="note">注：<span lang="en">' in page
    assert "<blockquote>" in page  # in the language of the page
    assert '<option value="published">公布・公表</option>' in page


def test_every_command_that_shows_a_report_speaks_japanese(cli):
    """The option reaches each of them, and the status of a ledger."""
    for command, start in {
        ("since", "2025-05-12", "--until", "2025-05-20"): "AI拡散規則：なお施行中、ただしBISは執行しないと発表。\n",
        ("diff", "2025-05-12", "2025-05-20"): ("情報", "AI", "G", "B", "20", "米", "E", "M", "中", "F", "H", "チ"),
        (
            "state",
            "AI拡散規則",
            "--on",
            "2025-06-01",
            "--known",
            "2025-06-01",
        ): "AI拡散規則（90 FR 4544）、2025年6月1日の状態",
        ("timeline", "--instrument", "us/bis/affiliates-50", "--known", "2026-09-01"): "関連会社規則（90 FR 47201）：",
        ("upcoming", "--on", "2025-11-15"): "次：2025年11月29日、",
        ("status",): "regtrackの台帳\n",
    }.items():
        done = cli(*command, "--lang", "ja")
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith(start)


def test_formats_are_all_spoken_or_exempt(bundled):
    """A new format must be thought of here."""
    spoken_ = {"text", "md", "html", "ics", "atom"}
    assert set(FORMATS) == spoken_ | {"json", "jsonl", "csv", "xlsx"}
