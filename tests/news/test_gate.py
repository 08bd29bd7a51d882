"""Whatever is left unread claims nothing: reading all of it gives the same claims."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path

import pytest

from regtrack.news import claims as module
from regtrack.news.folding import fold
from regtrack.news.gate import may_claim
from regtrack.news.languages import language_of
from regtrack.news.passage import Passage
from tests.news.helpers import anchor, by_tables

ITEMS = Path(__file__).parents[1] / "accuracy" / "news_items"


def _items(tag: str) -> list[str]:
    tables = [
        table for path in sorted(ITEMS.glob("*.toml")) for table in tomllib.loads(path.read_text("utf-8"))["item"]
    ]
    return [table["text"] for table in tables if table["language"].startswith(tag)]


def _texts(tag: str) -> list[str]:
    """The labelled items, and texts put together by chance of their sentences and of their words."""
    items, chance = _items(tag), random.Random(14)
    sentences = [each for text in items for each in re.split(r"(?<=[.。!?])\s*|\n", text) if each]
    words = re.findall(r"[\w-]+" if tag == "en" else r"[ぁ-ん]+|[ァ-ヶー]+|[一-龠]{1,3}|\w+?", " ".join(items))
    blank = " " if tag == "en" else ""
    return [
        *items,
        *(" ".join(chance.sample(sentences, chance.randrange(1, 9))) for _ in range(40)),
        *(blank.join(chance.choices(words, k=chance.randrange(3, 40))) for _ in range(80)),
    ]


@pytest.mark.parametrize("tag", ["en", "ja", "zh"])
def test_reading_every_sentence_finds_nothing_more(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = _texts(tag)
    quick = [by_tables(text, language=tag, anchor=anchor()) for text in texts]
    monkeypatch.setattr(module, "may_claim", lambda *_: True)
    assert [by_tables(text, language=tag, anchor=anchor()) for text in texts] == quick
    assert sum(map(bool, quick)) > 100


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("The agency rescinded the rule.", True),
        ("The agency met the firms.", False),  # no act
        ("The agency rescinded a claim.", False),  # nothing that the act can happen to
        ("The agency rescinded it.", True),
        ("The agency rescinded 90 FR 4544.", True),
        ("Such rules take effect soon.", False),  # an act that only sets a day, and no day
        ("The rule takes effect on Friday.", True),
        ("The window for the rule closed.", False),  # an act that wants other words beside it
        ("The window for comments on the rule closed.", True),
    ],
)
def test_a_sentence_is_read_if_it_has_an_act_and_what_that_needs(text: str, may: bool) -> None:
    language = language_of("en")
    assert language is not None
    folded = fold(text, language)
    passage = Passage(text, folded, language, anchor(), ("mdy",), language.lexicon.of(folded.text))
    assert may_claim(passage, 0, len(text)) is may


def test_what_is_left_out_may_be_named_in_another_sentence() -> None:
    language = language_of("ja")
    assert language is not None
    text = "政府は規則を公表した。来月撤回する。"
    folded = fold(text, language)
    passage = Passage(text, folded, language, anchor(), ("ymd",), language.lexicon.of(folded.text))
    assert may_claim(passage, 11, len(text))
