"""Weights beside tables: what is dropped, what is proposed, to what and when."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from regtrack._bundled import bundled
from regtrack.model.kinds import KINDS
from regtrack.news.claim import Claim
from regtrack.news.claims import claims_by_tables, passage_of, read_claims, sentences_of
from regtrack.news.likelihood.seen import look, runs, words
from regtrack.news.likelihood.weighing import weigh
from regtrack.news.likelihood.weights import FOLDER, SCALE, Traits, Weights, read_weights, weights_of
from tests.accuracy.learning.examples import digest
from tests.news.helpers import anchor, spelled

NEVER = Traits({}, -9.0)
SURE = 9.0


def made(claimed: Traits, *, words: dict[str, list[tuple[int, int]]] | None = None, **choices: Traits) -> Weights:
    """Weights for ``rescind`` (0) and ``stay`` (1): of an act that is not told, the score of its words decides."""
    return Weights(
        acts=("rescind", "stay"), bias=(-5.0, -5.0), words=words or {}, alike={}, claimed=claimed,
        **{name: choices.get(name, NEVER) for name in ("objects", "days")},
    )  # fmt: skip


def weighed(text: str, weights: Weights, *, claiming: bool = True) -> list[Claim]:
    passage = passage_of(text, language="en", anchor=anchor("2025-05-14"))
    assert passage is not None
    spans = sentences_of(passage)
    return weigh(claims_by_tables(passage, spans), passage, spans, [claiming] * len(spans), weights)


ZAPPED = {"zapped": [(0, 60 * SCALE)]}
BY_WORDS = Traits({"score": 1.0, "told": SURE}, 0.0)
FIRST = Traits({"first": SURE}, -4.0)


def test_what_the_tables_read_is_dropped_only_if_it_is_unlikely() -> None:
    text = "BIS rescinded the AI Diffusion Rule. A court stayed the levy."
    assert [claim.act for claim in weighed(text, made(Traits({}, 0.0)))] == ["rescind", "stay"]
    assert [claim.act for claim in weighed(text, made(Traits({"told stay": -2.0}, 0.0)))] == ["rescind"]
    assert weighed(text, made(Traits({}, -2.0))) == []


def test_an_act_for_which_nothing_was_learned_is_left_as_the_tables_read_it() -> None:
    text = "BIS published guidance on chips on Tuesday."
    assert [claim.act for claim in weighed(text, made(NEVER))] == ["publish"]


def test_an_act_that_the_tables_did_not_read_is_claimed_of_the_likeliest_phrase() -> None:
    text = "Beside the levy, officials zapped the AI Diffusion Rule."
    assert weighed(text, made(BY_WORDS)) == []
    (found,) = weighed(text, made(BY_WORDS, words=ZAPPED, objects=Traits({"last": SURE}, -4.0)))
    assert (found.act, found.target, found.quote) == ("rescind", "AI Diffusion Rule", text)
    (found,) = weighed(text, made(BY_WORDS, words=ZAPPED, objects=FIRST))
    assert found.target == "levy"


def test_where_the_tables_read_nothing_only_what_may_claim_is_weighed() -> None:
    weights = made(BY_WORDS, words=ZAPPED, objects=FIRST)
    assert weighed("Officials zapped the levy.", weights, claiming=False) == []
    found = weighed("Officials zapped the levy. A court stayed the rule.", weights, claiming=False)
    assert [claim.act for claim in found] == ["rescind", "stay"]


def test_if_no_phrase_is_likely_it_is_done_to_what_the_item_speaks_of() -> None:
    (found,) = weighed("Officials zapped the levy.", made(BY_WORDS, words=ZAPPED))
    assert (found.act, found.target, found.weak, found.bare) == ("rescind", "", True, True)


def test_its_day_is_the_likeliest_date_if_one_is_likely() -> None:
    text = "On 2 May officials, who had met on 1 May, zapped the AI Diffusion Rule."
    choose = {"words": ZAPPED, "objects": FIRST}
    (found,) = weighed(text, made(BY_WORDS, **choose, days=NEVER))
    assert found.when == ()
    (found,) = weighed(text, made(BY_WORDS, **choose, days=Traits({"nearest": SURE}, -4.0)))
    assert spelled(found.when) == ["2025-05-01"]
    (found,) = weighed(text, made(BY_WORDS, **choose, days=Traits({"nearest": -SURE}, 4.0)))
    assert spelled(found.when) == ["2025-05-02"]


def test_an_act_is_proposed_no_more_firmly_than_the_tables_read_another_word_for_it() -> None:
    text, weights = "Officials zapped the levy, which BIS may stay.", made(BY_WORDS, words=ZAPPED, objects=FIRST)
    assert [(claim.act, claim.modality) for claim in weighed(text, weights)] == [("stay", "may"), ("rescind", "has")]
    weights = attrs.evolve(weights, alike={("rescind", "stay"): 0.2})
    assert [(claim.act, claim.modality) for claim in weighed(text, weights)] == [("stay", "may"), ("rescind", "may")]


def test_an_act_that_only_sets_a_day_is_proposed_with_one_only() -> None:
    weights = Weights(
        acts=("set_effective",), bias=(-5.0,), words={"kicks": [(0, 60 * SCALE)]}, alike={}, claimed=BY_WORDS,
        objects=FIRST, days=Traits({}, 4.0),
    )  # fmt: skip
    (found,) = weighed("The levy kicks in on June 3.", weights)
    assert (found.act, found.target, spelled(found.when)) == ("set_effective", "levy", ["2025-06-03"])
    assert weighed("The levy kicks in soon.", weights) == []


def test_words_that_name_an_instrument_are_seen_as_its_class_alone() -> None:
    """Else what is told of one rule in the items that were learned from would be read of it for ever."""
    passage = passage_of("BIS scrapped the AI Diffusion Rule on Monday.", language="en", anchor=anchor())
    assert passage is not None
    ((start, end),) = sentences_of(passage)
    seen = look(passage, start, end, 0)
    assert [unit.text for unit in seen.units] == ["bis", "scrapped", "the", "<rule>", "on", "<date>"]
    assert not any("diffusion" in run for run, _, _ in runs(seen))
    assert {run for run, _, _ in runs(seen)} == {word for word in words(seen) if not word.startswith("#")}
    assert {"scrapped the <rule>", "#class rule", "#days 1"} <= words(seen)


def test_a_language_without_weights_is_read_by_its_tables() -> None:
    assert weights_of("nl-NL") is None
    assert weights_of("en-US") is weights_of("en")
    assert weights_of("../en") is None


# --- the weights that we have ---------------------------------------------------------------------------------------

FILES = sorted((bundled("feeds") / FOLDER).glob("*.json"))


def test_there_are_weights_for_each_language_with_items() -> None:
    assert [path.stem for path in FILES] == ["en", "ja", "zh"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_weights_are_of_kinds_that_there_are(path: Path) -> None:
    weights = read_weights(path)
    assert set(weights.acts) <= KINDS.keys()
    assert len(weights.acts) == len(weights.bias)
    assert all(number < len(weights.acts) for each in weights.words.values() for number, _ in each)
    assert {act for pair in weights.alike for act in pair} <= KINDS.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_weights_were_learned_from_the_items_that_there_are(path: Path) -> None:
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    assert data["items"] == digest(), "labelled items have changed: run make weights"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("BIS rescinded the AI Diffusion Rule on Tuesday.", [("rescind", "AI Diffusion Rule", ["2025-05-13"])]),
        ("BIS suspended the AI Diffusion Rule from May 20.", [("stay", "AI Diffusion Rule", ["2025-05-20"])]),
        ("The AI Diffusion Rule takes effect on May 15.", [("set_effective", "AI Diffusion Rule", ["2025-05-15"])]),
        ("Nvidia shares rose on Tuesday.", []),
        ("The minister spoke of the AI Diffusion Rule on Tuesday.", []),
    ],
)
def test_what_is_plainly_told_is_told_and_nothing_else(text: str, told: list[tuple[str, str, list[str]]]) -> None:
    found = read_claims(text, language="en", anchor=anchor("2025-05-14"))
    assert [(claim.act, claim.target, spelled(claim.when)) for claim in found] == told
