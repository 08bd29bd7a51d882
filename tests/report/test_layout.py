"""Text for terminals: never wider than asked, every character kept, East Asian characters counted double."""

import itertools
import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from regtrack.report.answer.answer import Answer
from regtrack.report.answer.full import to_text
from regtrack.report.answer.model import CitedDocument
from regtrack.report.answer.parts import AnswerEntry, AnswerGroup, AnswerPart, Point
from regtrack.report.layout import cells, wrap
from tests.rows import each_row

latin = st.characters(min_codepoint=0x21, max_codepoint=0x17F, exclude_categories=("Cc", "Cf"))
marks = st.sampled_from("\u0301\u0308\u3099")
asian = st.one_of(
    st.characters(min_codepoint=0x3041, max_codepoint=0x30FF, exclude_categories=("Cn", "Mn")),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
    st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
    st.sampled_from("、。，．）」』】〉》！？：；ー（「『【・ｶﾅＡＢ％"),
)
words = st.text(st.one_of(latin, latin, asian, asian, marks), min_size=1, max_size=40)
texts = st.lists(words, max_size=12).map(" ".join)
widths = st.integers(20, 120)


def squeezed(text):
    """A text without its blanks."""
    return "".join(text.split())


@settings(max_examples=60)
@given(text=texts, width=widths, lead=st.sampled_from(["", "  ", "    - "]))
def test_no_line_is_wider_than_asked_and_nothing_is_lost(text, width, lead):
    """wrap: at most ``width`` cells a line, and all characters in their order."""
    lines = wrap(text, width, lead, " " * len(lead))
    assert lines
    assert all(wcswidth(line) <= width for line in lines)
    body = [lines[0].removeprefix(lead), *lines[1:]]
    assert squeezed("".join(body)) == squeezed(text)


@settings(max_examples=60)
@given(text=texts, width=widths)
def test_lines_are_as_full_as_they_can_be(text, width):
    """The first word of a line would not have fitted on the line before it, unless it was cut there."""
    lines = wrap(text, width)
    for line, following in itertools.pairwise(lines):
        first = following.split()[0] if following.split() else ""
        if first.isascii() and first in text.split():
            assert wcswidth(line) + 1 + wcswidth(first) > width


@settings(max_examples=60)
@given(text=st.text(st.one_of(asian, st.sampled_from("x 、。")), max_size=120))
def test_cells_are_those_of_a_terminal(text):
    """cells agrees with wcwidth."""
    assert cells(text) == wcswidth(text)


@each_row(
    ("text", "count"),
    [
        ("", 0),
        ("abc", 3),
        ("規則", 4),
        ("ｶﾅ", 2),
        ("ＡＢ", 4),
        ("e\u0301", 1),
        ("が", 2),
        ("한국", 4),
        ("→", 1),
        ("—", 1),
    ],
)
def test_cells(text, count):
    """Wide characters take two, half-width kana one, combining marks none."""
    assert cells(text) == count


@each_row(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("  one \n two\t", 80, ["one two"]),
        ("", 80, [""]),
        ("規則の一部を改正する", 8, ["規則の一", "部を改正", "する"]),
        ("規則の一部。改正", 10, ["規則の一", "部。改正"]),
        ("AI拡散規則 90 FR 4544", 12, ["AI拡散規則", "90 FR 4544"]),
        ("https://example.org/a/long-path.html", 20, ["https://example.org/", "a/long-path.html"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
        ("ー" * 12, 10, ["ー" * 5, "ー" * 5, "ー" * 2]),
    ],
)
def test_where_lines_break(text, width, lines):
    """At blanks, between East Asian characters but not before a closing mark, in addresses at their punctuation."""
    assert wrap(text, width) == lines


STEERING = "\x1b[31mred\x1b[0m \x07 \x9b2J \u202egnirts\u202c \u2066x\u2069"


def test_what_steers_a_terminal_is_not_passed_on():
    """The author of a timeline is not trusted: escape sequences and direction marks are shown as replaced."""
    entry = AnswerEntry(STEERING, STEERING, STEERING, STEERING, STEERING, STEERING, "en", "reported", (
        CitedDocument(STEERING, STEERING, f"https://example.org/{STEERING}", STEERING, STEERING, "en", "official"),
    ))  # fmt: skip
    group = AnswerGroup(STEERING, "us/x/rule", STEERING, (entry,))
    part = AnswerPart("p", "Part", (group,))
    point = Point(STEERING, None, STEERING)
    view = Answer((), STEERING, STEERING, points=(point,), details=(part,), horizon=(STEERING,))
    text = to_text(view)
    bad = [c for c in text if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"]
    assert bad == []
    assert "red" in text


def test_colour_is_the_only_difference():
    """The coloured text is the plain one with ANSI around some of it."""
    entry = AnswerEntry(
        "1 May 2025", "Something happened.", "was: in force", "why", "Text.", "Note.", "en", "announced"
    )
    part = AnswerPart("p", "Part", (AnswerGroup("N", "us/x", None, (entry,)),))
    point = Point("Status", None, "in force")
    view = Answer((), "Title", "Sub", points=(point,), details=(part,), horizon=("H.",))
    plain, coloured = to_text(view), to_text(view, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


@settings(max_examples=60)
@given(
    name=words,
    id_=st.text("ab-/", min_size=1, max_size=60),
    scope=st.one_of(st.none(), words),
    width=st.integers(40, 120),
)
def test_heads_fit_whatever_the_names(name, id_, scope, width):
    """A name and an id share a line where they fit, and part where they do not."""
    group = AnswerGroup(name, id_, scope, (AnswerEntry("", "Happened."),))
    text = to_text(Answer((), "T", "", details=(AnswerPart("p", "P", (group,)),), horizon=("H.",)), width=width)
    assert all(wcswidth(line) <= width for line in text.splitlines())
    assert id_ in "".join(line.strip() for line in text.splitlines())


def test_no_line_begins_with_a_closing_sign_after_a_japanese_name():
    for sign in ".,;:!?)]”":
        assert wrap(f"Next: 半導体政令{sign} Then", 16) == ["Next: 半導体政", f"令{sign} Then"]
