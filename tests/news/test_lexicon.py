"""Looking where words may begin finds all that looking everywhere finds."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regtrack.news.expression import Expression
from regtrack.news.languages import language_of
from regtrack.news.lexicon import Lexicon, Row, Text, Vocabulary, Words, without

HERE = Path(__file__).parent
ITEMS = HERE.parent / "accuracy" / "news_items"


def made(*rows: tuple[str, ...], spaces: bool = True) -> tuple[Vocabulary[int], Lexicon]:
    """A vocabulary of these rows."""
    before, after = (r"(?<![\w-])", r"(?![\w-])") if spaces else ("", "")
    vocabulary = Vocabulary(
        Row(
            Expression(f"{before}(?:{'|'.join(words)}){after}"),
            [Words(word, Expression(f"(?:{word}){after}")) for word in words],
            number,
        )
        for number, words in enumerate(rows)
    )
    return vocabulary, Lexicon([vocabulary], spaces=spaces)


def found(vocabulary: Vocabulary[int], text: Text, start: int, end: int) -> list[tuple[int, str]]:
    return sorted((row, match[0]) for row, match, _ in vocabulary.find(text, start, end))


def everywhere(vocabulary: Vocabulary[int], text: Text, start: int, end: int) -> list[tuple[int, str]]:
    return sorted(
        (number, match[0])
        for number, row in enumerate(vocabulary.rows)
        for match in row.pattern.finditer(text.text, start, end)
    )


def test_of_the_words_of_a_row_the_first_that_fits_counts() -> None:
    vocabulary, lexicon = made(("set", "set(?:s|ting)? back", "[a-z]+y"), ("set back", "ban"))
    text = lexicon.of("They set back the Ban: a setting, only.")
    assert found(vocabulary, text, 0, len(text.text)) == [
        (0, "They"),
        (0, "only"),
        (0, "set"),
        (1, "Ban"),
        (1, "set back"),
    ]


def test_a_part_that_ends_within_a_word_has_what_looking_everywhere_finds() -> None:
    vocabulary, lexicon = made(("publish",), ("publishing",))
    text = lexicon.of("publishing")
    assert found(vocabulary, text, 0, 7) == everywhere(vocabulary, text, 0, 7) == [(0, "publish")]
    assert found(vocabulary, text, 0, 10) == [(1, "publishing")]


def test_rows_are_taken_out_one_after_the_other_and_what_then_stands_together_is_found() -> None:
    vocabulary, lexicon = made(("new",), (r"final\s+rule",), ("kept",))
    assert without("a final new rule kept", vocabulary, lexicon, but=lambda row: row == 2) == "a   kept"


def _texts(every: int = 1) -> list[str]:
    """Lines of items and of tests, which are items as well; one of so many, since each is tried with every pattern."""
    files = sorted([*HERE.glob("*.py"), *ITEMS.iterdir()])
    return [line for path in files for line in path.read_text("utf-8").split("\n") if len(line) > 20][::every]


@pytest.mark.parametrize("tag", ["en", "ja", "zh"])
def test_looking_where_words_may_begin_finds_all_of_them(tag: str) -> None:
    """As trying every pattern at every place does."""
    language = language_of(tag)
    assert language is not None
    number = 0
    for string in _texts(every=11):
        text = language.lexicon.of(string)
        for vocabulary in language.lexicon.vocabularies:
            here = found(vocabulary, text, 0, len(string))
            assert here == everywhere(vocabulary, text, 0, len(string)), string
            assert {row for row, _ in here} <= vocabulary.may_find(text, 0, len(string))
            number += len(here)
    assert number > 100


def _expressions(value: object) -> Iterator[Expression]:
    """Every pattern of a language."""
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _expressions(each)
    elif isinstance(value, Vocabulary):
        yield from _expressions(value.rows)


@pytest.mark.parametrize("tag", ["en", "ja", "zh"])
def test_a_text_holds_whatever_a_pattern_finds(tag: str) -> None:
    """Though only those of its parts are tried whose needles the text has."""
    language = language_of(tag)
    assert language is not None
    every = [each for field in attrs.fields(type(language)) for each in _expressions(getattr(language, field.name))]
    assert sum(bool(pattern.needles) for pattern in every) > 100
    assert sum(len(pattern.parts) > 1 for pattern in every) > 10
    for string in _texts(every=53):
        text = language.lexicon.of(string)
        for pattern in every:
            assert text.holds(pattern, 0, len(string)) == (pattern.search(string) is not None), pattern.pattern


def test_what_follows_a_pattern_follows_each_of_its_parts() -> None:
    text = made()[1].of("If it would, it may not lapse.")
    pattern = Expression("unless|would|[mn]ay", after=r"\s*$")
    assert [part.pattern for part in pattern.parts] == [r"(?:unless)\s*$", r"(?:would)\s*$", r"(?:[mn]ay)\s*$"]
    assert [text.holds(pattern, 0, end) for end in (5, 11, 12, 19, 20, 23)] == [False, True, False, True, True, False]


def _pieces(tag: str) -> list[str]:
    """Words of items, and what stands between signs in the patterns of a language."""
    language = language_of(tag)
    assert language is not None
    patterns = (words.source for each in language.lexicon.vocabularies for row in each.rows for words in row.words)
    from_patterns = {piece for source in patterns for piece in re.split(r"[()\[\]{}|?*+\\.^$:=!<>]+", source) if piece}
    from_items = {piece for text in _texts() for piece in (re.findall(r"\w+", text) if tag == "en" else text[:60])}
    pieces = sorted(from_patterns) + random.Random(1).sample(sorted(from_items), 300)
    return [*pieces, *(piece.upper() for piece in pieces[:200]), "7", "2025", ",", ".", "-", "ı", "İ"]


@cache
def _strings(tag: str) -> st.SearchStrategy[str]:
    """Words of a language put together by chance."""
    between = st.sampled_from([" ", " ", " ", "", "-", "\n"] if tag == "en" else ["", "", "", " "])
    words = st.lists(st.tuples(st.sampled_from(_pieces(tag)), between), min_size=1, max_size=30)
    return words.map(lambda words: "".join(word + blank for word, blank in words))


@pytest.mark.parametrize("tag", ["en", "ja", "zh"])
@settings(max_examples=150)
@given(data=st.data())
def test_so_it_does_in_words_put_together_by_chance(tag: str, data: st.DataObject) -> None:
    language = language_of(tag)
    assert language is not None
    string = data.draw(_strings(tag))
    start = data.draw(st.integers(0, len(string)))
    end = data.draw(st.integers(start, len(string)))
    text = language.lexicon.of(string)
    for vocabulary in language.lexicon.vocabularies:
        for part in ((0, len(string)), (start, end)):
            here = found(vocabulary, text, *part)
            assert here == everywhere(vocabulary, text, *part)
            assert {row for row, _ in here} <= vocabulary.may_find(text, *part)
