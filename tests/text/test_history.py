"""The text of a part on a day: what counts, what is checked against the print, and what cannot be told."""

import datetime as dt
from itertools import permutations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from regtrack.model.scope import path_of
from regtrack.text.applying import apply
from regtrack.text.history import AmendingAct, Check, PrintedEdition, Text, text_on
from regtrack.text.provision import Paragraph
from tests.strategies import brief
from tests.text.shapes import SECTION, instruction, provision, reads, tree, words

HERE = path_of("12 CFR 9.1")
JAN, FEB, MAR, APR = (dt.date(2030, month, 1) for month in range(1, 5))


def edition(day: dt.date = JAN, text: str = SECTION) -> PrintedEdition:
    return PrintedEdition(day, tree(provision(text)))


def act(number: str, text: str, print_: str = "", begins: dt.date = FEB, **more: object) -> AmendingAct:
    found = reads(instruction(f"{number}. {text}", print_, number))
    return attrs.evolve(
        AmendingAct(
            found, (begins, dt.date(2029, 12, 1), 0, "", int(number)), begins, published_on=dt.date(2029, 12, 1)
        ),
        **more,
    )


PENALTY = ("In § 9.1(c), remove “$100” and add in its place “$200”.", "")
NEW = ("Section 9.1 is amended by adding paragraph (d) to read as follows:", "(d) New.")


def on(day: dt.date, *acts: AmendingAct, editions: tuple[PrintedEdition, ...] = ()) -> Text:
    found = text_on(editions or (edition(),), acts, day, HERE)
    assert found is not None
    return found


def checks(text: Text) -> dict[str, Check]:
    found = {}
    for line in text.shown:
        paragraph = line.paragraph or line.printed
        assert paragraph is not None
        found["".join(paragraph.address)] = line.check
    return found


def test_no_edition_is_no_text() -> None:
    assert text_on((edition(FEB),), (), JAN, HERE) is None


def test_what_does_not_count_changes_nothing() -> None:
    text = on(MAR, act("1", *PENALTY, counts=False, standing="stayed"))
    assert text.operative == tree()
    assert text.left_out[0].standing == "stayed"


def test_what_the_first_edition_has_is_not_done_twice() -> None:
    text = on(MAR, act("1", *PENALTY, begins=JAN))
    assert text.operative == tree()


def test_a_correction_that_reaches_back_is_not_in_an_edition_from_before_it_was_known() -> None:
    late = act("1", *PENALTY, begins=JAN, published_on=FEB)
    assert "$200" in words(on(MAR, late).operative)[-1]


def test_compiled_printed_confirmed_and_different() -> None:
    one, two = act("1", *PENALTY), act("2", *NEW)
    assert checks(on(FEB, one, two))["(c)"] is Check.COMPILED
    assert checks(on(FEB, one, two))["(a)"] is Check.BASELINE
    printed = apply(tree(), [*one.reads, *two.reads]).tree
    later = PrintedEdition(MAR, printed)
    assert set(checks(on(MAR, one, two, editions=(edition(), later))).values()) == {Check.CONFIRMED}
    assert checks(on(MAR, one, editions=(edition(), later)))["(d)"] is Check.PRINTED
    assert checks(on(MAR, one, two, editions=(edition(), edition(MAR))))["(c)"] is Check.DIFFERS


def test_text_that_is_printed_though_stayed_says_why_it_differs() -> None:
    stayed = act("1", *PENALTY, counts=False, standing="stayed")
    later = PrintedEdition(MAR, apply(tree(), stayed.reads).tree)
    line = next(each for each in on(MAR, stayed, editions=(edition(), later)).shown if each.check is Check.DIFFERS)
    assert line.paragraph is not None
    assert line.printed is not None
    assert "$100" in line.paragraph.words
    assert "$200" in line.printed.words
    assert line.cause == "2030-00001, instruction 1 is stayed"


def test_what_is_stayed_and_in_the_first_edition_cannot_be_told() -> None:
    text = on(MAR, act("1", *PENALTY, begins=JAN, counts=False, standing="stayed"))
    assert checks(text)["(c)"] is Check.REFUSED
    assert checks(text)["(a)"] is Check.BASELINE


def test_a_later_edition_never_overwrites_the_record() -> None:
    other = edition(MAR, SECTION.replace("$100", "$999"))
    text = on(MAR, act("1", *PENALTY), editions=(edition(), other))
    assert "$200" in words(text.operative)[-1]
    assert "$999" in words(text.codified)[-1]


def test_pending_text_that_is_withdrawn_is_gone() -> None:
    assert words(on(FEB, act("1", *NEW)).operative)[-1] == "(d) New."
    assert words(on(FEB, act("1", *NEW, counts=False, standing="withdrawn")).operative) == words(tree())


def test_two_dates_in_one_document() -> None:
    both = (act("1", *PENALTY, begins=FEB), act("2", *NEW, begins=APR))
    early = on(FEB, both[0], attrs.evolve(both[1], counts=False, standing="pending"))
    assert "$200" in words(early.operative)[-1]
    assert words(on(APR, *both).operative)[-1] == "(d) New."


def test_the_order_in_which_things_are_recorded_does_not_matter() -> None:
    acts = (
        act("1", "Section 9.1 is amended by redesignating paragraph (c) as paragraph (d).", begins=FEB),
        act("2", "Section 9.1 is amended by adding paragraph (c) to read as follows:", "(c) New.", begins=FEB),
        act("3", "In § 9.1(d), remove “$100” and add in its place “$300”.", begins=MAR),
    )
    texts = [words(on(APR, *order).operative) for order in permutations(acts)]
    assert all(each == texts[0] for each in texts)
    assert texts[0][-2:] == [
        "(c) New.",
        "(d) Penalties. A lender that fails to give notice pays $300. The Bureau may waive it. It says why.",
    ]


VERBS = (
    "removing paragraph ({})",
    "redesignating paragraph ({}) as paragraph ({})",
    "adding paragraph ({})",
    "revising paragraph ({})",
)


@brief
@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=6),
    st.randoms(),
)
def test_applying_is_total_and_touches_nothing_that_is_not_named(steps: list[tuple[int, str, str]], chance) -> None:
    acts, named = [], set()
    for number, (verb, one, other) in enumerate(steps, 1):
        text = f"Section 9.1 is amended by {VERBS[verb].format(one, other)}."
        acts.append(act(str(number), text, f"({one}) Words of {one}." if verb > 1 else "", begins=FEB))
        named |= {f"({one})", f"({other})"} if verb == 1 else {f"({one})"}
    chance.shuffle(acts)
    text = on(MAR, *acts)
    before = {p.address: p for p in provision().paragraphs}
    after: dict[tuple[str, ...], Paragraph] = {p.address: p for p in text.operative[HERE].paragraphs}
    assert len(after) == len(text.operative[HERE].paragraphs)  # no address twice
    for address in before.keys() | after.keys():
        if before.get(address) != after.get(address):
            assert address[0] in named
