"""Instructions that were looked up: none is taken for something else, and the labels are read as they are written."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from regtrack.text.operations import Target, TextOperation, Verb
from regtrack.text.reading import read_amendments
from tests.accuracy import instructions
from tests.accuracy.instructions import done_by, instructions_of, judged, law_of, place_of, report, verdicts
from tests.rows import each_row

SETS = sorted(instructions.SETS.glob("*.json"))


@each_row("path", SETS, ids=lambda path: path.stem)
def test_no_set_is_read_wrong(path: Path) -> None:
    assert not {id_: why for id_, verdict, why in verdicts(path) if verdict == "wrong"}


def test_each_set_has_a_row_in_the_table() -> None:
    lines = list(report(Path(), listed=False))
    assert [path.stem for path in SETS] == [line.split()[0] for line in lines[2:] if "first reading " in line]


@each_row(
    ("words", "cited"),
    [
        ("§ 9.1(b)(1), introductory text", "12 CFR 9.1(b)(1):intro"),
        ("§ 9.1, heading", "12 CFR 9.1:heading"),
        ("§ 9.1(b), sentences 5,6", "12 CFR 9.1(b):sentence(5,6)"),
        ("§ 9.1(a), definition of “Bank”, paragraph (1)(i)", "12 CFR 9.1(a), definition of “Bank”, paragraph (1)(i)"),
        ("§ 9.206(4)-2(b)(3)", "12 CFR 9.206(4)-2(b)(3)"),
        ("§ 9.301(a)(S-70)(i)", "12 CFR 9.301(a)(S-70)(i)"),
        ("§ 9.217, paragraph S5.4.3(a)", "comment S5.4.3(a) of 12 CFR 9.217"),
        ("§ 9.116, paragraph 6(a)", "comment 6(a) of 12 CFR 9.116"),
        ("appendix M, paragraph 2.1", "comment 2.1 of app. M to 12 CFR 9"),
        ("appendix B, paragraph II.B, heading", "comment II.B:heading of app. B to 12 CFR 9"),
        ("§ 9.116, paragraph 1, definition of “pulp”", "comment 1def:pulp of 12 CFR 9.116"),
        ("§ 9.1(b), note 2", "12 CFR 9.1(b):note(2)"),
        ("subpart 9.4, heading", "subpart 9.4 to 12 CFR 9:heading"),
        ("appendix A", "app. A to 12 CFR 9"),
        ("13 CFR 10, § 10.1(b)", "13 CFR 10.1(b)"),
    ],
)
def test_places_are_read(words: str, cited: str) -> None:
    assert str(place_of(words, "12 CFR 9")) == cited


@pytest.mark.parametrize(
    ("law", "verdict"),
    [
        ([{"does": "remove", "to": "§ 9.1(b)"}], "right"),
        ([{"does": "remove", "to": "§ 9.1(c)"}], "wrong"),
        ([{"does": "remove", "to": "§ 9.1(b)"}, {"does": "remove", "to": "§ 9.1(c)"}], "wrong"),
        ("refuse", "wrong"),
    ],
)
def test_what_the_law_does_not_do_is_wrong(law: object, verdict: str) -> None:
    step = {"number": "3", "text": "3. In § 9.1, remove paragraph (b).", "law": law}
    assert judged({"id": "x", "part": "12 CFR 9", "steps": [step]})[0] == verdict


def test_a_paragraph_of_which_all_others_go_is_revised_whole() -> None:
    goes = [{"does": "remove", "to": "§ 9.1(k)(2)"}, {"does": "redesignate", "to": "§ 9.1(k)(1)", "as": "§ 9.1(k)"}]
    text = "3. In § 9.1, remove paragraph (k)(2), redesignate paragraph (k)(1) as (k), and revise paragraph (k)."
    for law, verdict in (
        ([{"does": "revise", "to": "§ 9.1(k)"}], "right"),
        ([{"does": "revise", "to": "§ 9.1(k), introductory text"}], "wrong"),
    ):
        step = {"number": "3", "text": text, "law": goes + law}
        assert judged({"id": "x", "part": "12 CFR 9", "steps": [step]})[0] == verdict


@pytest.mark.parametrize(
    ("text", "place", "verdict"),
    [
        ("3. The authority citation for part 9 is revised to read as follows:", "part 9", "right"),
        ("3. The authority citation for part 9 is revised to read as follows:", "§ 9.1", "wrong"),
        ("3. Section 9.1 is amended in footnote 3.", "§ 9.1", "refused"),
        ("3. Section 9.1 is amended in footnote 3.", "§ 9.2", "wrong"),
    ],
)
def test_what_is_none_of_the_kinds_is_said(text: str, place: str, verdict: str) -> None:
    step = {"number": "3", "text": text, "law": [{"does": "other", "to": place, "what": "something"}]}
    assert judged({"id": "x", "part": "12 CFR 9", "steps": [step]})[0] == verdict


def _elsewhere(target: Target) -> Iterator[Target]:
    """Places that a reader may take for this one."""
    if target.field:
        yield attrs.evolve(target, field="")
    elif target.address:
        last = target.address[-1]
        other = ("(q)" if last == "(z)" else "(z)") if last.startswith("(") else f"{last}x"
        yield attrs.evolve(target, address=(*target.address[:-1], other))
        yield attrs.evolve(target, address=target.address[:-1])
        yield attrs.evolve(target, address=(*target.address, "(1)"))
        if last.swapcase() != last and last.startswith("("):
            yield attrs.evolve(target, address=(*target.address[:-1], last.swapcase()))
    else:
        yield Target((*target.provision[:-1], f"{target.provision[-1]}9"))
    yield from (attrs.evolve(target, field=each) for each in (":intro", ":heading", ":sentence(2)") if not target.field)


def _misread(op: TextOperation) -> Iterator[tuple[TextOperation, ...]]:
    """What a reader may take an operation for, each kind of error by itself."""
    yield ()
    for place in _elsewhere(op.target):
        yield (attrs.evolve(op, target=place),)
        yield op, attrs.evolve(op, target=place)
    if op.verb is Verb.SWAP:
        changes = (
            {"out": op.into, "into": op.out},
            {"out": f"{op.out}x"},
            {"into": f"{op.into},"},
            {"verb": Verb.REMOVE},
        )
        yield from ((attrs.evolve(op, **each),) for each in (*changes, *([] if op.each else [{"each": True}])))
    elif op.verb is Verb.REDESIGNATE and op.to is not None:
        yield from ((attrs.evolve(op, to=place),) for place in _elsewhere(op.to))
        if op.with_:
            first, *others = (op.to, *(to for _, to in op.with_))[::-1]  # not "respectively"
            pairs = zip((one for one, _ in op.with_), others, strict=True)
            yield (attrs.evolve(op, to=first, with_=tuple(pairs)),)
            yield (attrs.evolve(op, with_=op.with_[1:]),)
    else:
        others = (Verb.REVISE, Verb.ADD, Verb.REMOVE, Verb.RESERVE, Verb.SUSPEND, Verb.LIFT)
        yield from ((attrs.evolve(op, verb=verb),) for verb in others if verb is not op.verb)
    if op.content and op.target.address and op.verb in (Verb.REVISE, Verb.ADD):
        yield (attrs.evolve(op, content=()),)


def _is_plain(op: object) -> bool:
    return (
        isinstance(op, TextOperation)
        and op.row is None
        and len(op.target.provision) > 2
        and not op.target.wordless
        and op.verb not in _UNSEEN
    )


_UNSEEN = (Verb.AMEND, Verb.DESIGNATE, Verb.REPUBLISH, Verb.TRANSFER)
"""Verbs that change no words, which no label asks for."""


_OF_A_KIND = 12
"""So many misreadings of a kind are tried: the next ones find nothing that these did not."""


def test_a_wrong_reading_is_called_wrong() -> None:
    cases = [case for path in SETS for case in json.loads(path.read_text("utf-8"))["cases"]]
    found = [verdict for path in SETS for _, verdict, _ in verdicts(path)]
    tried = Counter[tuple[object, ...]]()
    for case, verdict in list(zip(cases, found, strict=True))[::6]:
        certain = all(step["law"] != "refuse" for step in case["steps"]) and "after" not in case
        divided = any(
            line["to"].startswith(("subpart", "part")) for step in case["steps"] for line in step["law"] if certain
        )
        if not certain or divided or verdict != "right":  # which sections a subpart has, no label says
            continue
        reads = list(read_amendments("2030-00001", instructions_of(case)))
        law = [act for step in case["steps"] for act in law_of(case, step)]
        for n, op in enumerate(reads):
            for number, instead in enumerate(_misread(op) if _is_plain(op) else ()):
                kind = op.verb, bool(op.target.address), op.target.field, bool(op.with_), bool(op.content), number
                acts = [act for each in instead for act in done_by(each)]
                wordless = bool(op.content) and instead and not instead[0].content
                if tried[kind] == _OF_A_KIND or (acts and all(act in law for act in acts) and not wordless):
                    continue  # tried enough; or another step does that
                tried[kind] += 1
                instead_of = judged(case, [*reads[:n], *instead, *reads[n + 1 :]])[0]
                refused = instead_of == "refused" and "before" in case  # it does not fit what the section said
                assert instead_of == "wrong" or refused, (
                    case["id"],
                    str(op.target),
                    [str(each.target) for each in instead],
                )
    assert tried.total() > 1_000
