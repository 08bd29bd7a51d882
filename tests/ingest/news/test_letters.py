"""What a pattern finds must have or begin with certain letters, and looking only there finds all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from regtrack.ingest.news import letters
from regtrack.ingest.news.languages import language_of


@pytest.mark.parametrize(
    ("pattern", "had"),
    [
        ("licen[cs]es?", "licen"),
        ("FAQs?", "faq"),
        ("t(?:ake|akes) effect", " effect"),
        (r"announcements? no\. ?\d+", "announcement"),
        (r"x{2,3}y\b.*", "y"),
        ("ab+c", "ab"),
        ("last {weekday}", "last "),
        ("撤回(?:し|する)", "撤回"),
        (r"(?:will|would) not", " not"),
        ("(?<=deadline )(?:is|was)", ""),
        ("put|place", ""),
        ("[]x]ab", "ab"),
    ],
)
def test_letters_that_whatever_a_pattern_finds_has(pattern: str, had: str) -> None:
    assert letters.needle(pattern) == had


@pytest.mark.parametrize(
    ("pattern", "begun"),
    [
        ("publish(?:es|ed)?", ("publ",)),
        ("(?:re)?issued", ("issu", "reis")),
        ("t(?:ake|akes|ook) effect", ("take", "took")),
        (r"(?<![\w-])(?:put|place)s?(?![\w-])", ("plac", "put")),
        ("will(?: not)? end", ("will",)),
        ("an? order", ("a or", "an o")),
        ("o{2,3}ps", ("o",)),
        ("un{0,1}do", ("udo", "un")),
        ("(?:the |)ban", ("ban", "the ")),
        ("(?-i:BIS) rule", ("bis ",)),
        ("(?P<n>first|second) step", ("firs", "seco")),
        ("U\\.S\\. rule", ("u.s.",)),
        (r"\d+ days", ()),
        ("[ab]cd", ()),
        ("x?[ab]cd", ()),
        ("(?:a|b?)", ()),
        ("(?P<s>x)(?P=s)", ("x",)),
        ("撤(?:回|廃)し", ("撤回し", "撤廃し")),
        ("", ()),
    ],
)
def test_letters_with_which_whatever_a_pattern_finds_begins(pattern: str, begun: tuple[str, ...]) -> None:
    assert letters.heads(pattern) == begun


@pytest.mark.parametrize("text", ["", "Plain Text", "İSTANBUL'DA", "ΑΣ ß ſt"])
def test_lower_case_keeps_every_letter_in_its_place(text: str) -> None:
    lowered = letters.in_lower_case(text)
    assert len(lowered) == len(text)
    assert all(low in (each, each.lower()) or low.upper() == each for low, each in zip(lowered, text, strict=True))


@pytest.mark.parametrize("tag", ["en", "ja", "zh"])
def test_looking_where_words_may_begin_finds_all_of_them(tag: str) -> None:
    """As trying every pattern at every place does."""
    language = language_of(tag)
    assert language is not None
    files = [*Path(__file__).parent.glob("*.py"), *(Path(__file__).parents[2] / "accuracy" / "news_items").iterdir()]
    texts = [line for path in files for line in path.read_text("utf-8").split("\n") if len(line) > 20]
    found = 0
    for text in texts:
        here = {
            (order, *match.span())
            for order, match, _ in language.acts.find(text, letters.in_lower_case(text), 0, len(text))
        }
        everywhere = {
            (order, *match.span())
            for order, (pattern, _) in enumerate(language.acts.patterns)
            for match in pattern.finditer(text)
        }
        assert everywhere == here, text
        found += len(everywhere)
    assert found > 100
