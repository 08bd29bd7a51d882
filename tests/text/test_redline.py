"""Redlines: both sides come back, words are not cut, renumbering and typography are no change of words."""

# ruff: noqa: E501 (the words of instructions read best in one line)

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from regtrack.model.scope import path_of
from regtrack.text.align import Pair, Placed, Turn, align
from regtrack.text.provision import Paragraph, Provision
from regtrack.text.redline import WordMark, redline, runs_of
from regtrack.text.wording import plain, same_words, sentences
from tests.strategies import brief
from tests.text.shapes import SECTION, provision

HERE = path_of("12 CFR 9.1")
WORD = st.text('ab c,.—–“"\u00a0x1(', max_size=30)


def placed(found: Provision) -> list[Placed]:
    return [Placed(found.path, each) for each in found.paragraphs]


def turns(before: str, after: str) -> list[str]:
    pairs = align(placed(provision(before)), placed(provision(after)))
    return [
        f"{pair.turn} {''.join((pair.new or pair.old).paragraph.address)}"
        for pair in pairs
        if pair.turn is not Turn.SAME
    ]  # type: ignore[union-attr]


@brief
@given(WORD, WORD, st.booleans())
@example("a — b “c” x.", 'a – b "c" (1)', False)
def test_a_redline_gives_back_both_sides_exactly(old: str, new: str, typographic: bool) -> None:
    runs = redline(old, new, typographic=typographic)
    assert "".join(run.old for run in runs) == old
    assert "".join(run.new for run in runs) == new
    assert all(run.old.strip() == "" or run.new.strip() == "" for run in runs if run.mark is not WordMark.KEPT)
    changes = [run.mark for run in runs]
    assert not any(one is other for one, other in pairwise(changes) if one is not WordMark.KEPT)


@brief
@given(st.lists(st.sampled_from(["one two three", "four five six seven", "eight", "[Reserved]", "nine ten"]), max_size=6),
       st.lists(st.sampled_from(["one two three", "four five six", "eight", "[Reserved]", "ten nine"]), max_size=6))  # fmt: skip
def test_every_paragraph_is_in_one_pair(old: list[str], new: list[str]) -> None:
    one, other = (
        [Placed(HERE, Paragraph((f"({n})",), words=each)) for n, each in enumerate(side)] for side in (old, new)
    )
    pairs = align(one, other)
    assert [pair.new for pair in pairs if pair.new is not None] == other
    assert sorted(map(str, (pair.old for pair in pairs if pair.old is not None))) == sorted(map(str, one))


def test_no_word_is_cut_and_few_words_in_common_are_folded() -> None:
    runs = redline("The lender of record must keep a copy.", "The servicer of loans must keep a copy.")
    assert [(run.mark, run.old or run.new) for run in runs] == [
        (WordMark.KEPT, "The "), (WordMark.OUT, "lender of record "), (WordMark.IN, "servicer of loans "), (WordMark.KEPT, "must keep a copy."),
    ]  # fmt: skip


def test_typography_is_no_change_unless_it_is_asked_for() -> None:
    assert [run.mark for run in redline("a “b” – c", 'a "b" — c')] == [WordMark.KEPT]
    assert len(redline("a “b” – c", 'a "b" — c', typographic=True)) > 1
    assert same_words("pay—at  once", "pay–at once")


def test_renumbering_is_no_change_of_words() -> None:
    renumbered = SECTION.replace("(c) <i>", "(d) <i>").replace(
        "(d) <i>Penalties", "(c) Something else entirely new.\n(d) <i>Penalties"
    )
    assert turns(SECTION, renumbered) == ["added (c)", "renumbered (d)"]


def test_changed_added_removed() -> None:
    assert turns(SECTION, SECTION.replace("five loans", "six loans")) == ["changed (a)(1)"]
    assert turns(SECTION, SECTION.replace("(ii) By telephone.\n", "")) == ["removed (b)(2)(ii)"]
    assert turns(SECTION, SECTION + "(d) More.") == ["added (d)"]


def test_runs_of_what_came_or_went_are_of_one_sort() -> None:
    new = Placed(HERE, Paragraph(("(a)",), "Heading.", "Words."))
    assert [(run.mark, run.new) for run in runs_of(Pair(Turn.ADDED, None, new))] == [(WordMark.IN, "Heading. Words.")]
    assert [run.mark for run in runs_of(Pair(Turn.REMOVED, new, None))] == [WordMark.OUT]


@brief
@given(st.text("aB .?!)1", max_size=40))
def test_sentences_together_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text


def test_abbreviations_end_no_sentence() -> None:
    assert len(sentences("See 12 U.S.C. 2601 and No. 4. Mr. Smith pays. It is so.")) == 3
    assert plain("\ue000a\ue001  b") == "a b"
