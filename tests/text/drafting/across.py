"""Instructions on whole sections, and on several at once."""

# ruff: noqa: E501 (the words of instructions read best in one line)

from __future__ import annotations

import copy
import re
from collections.abc import Callable

from tests.text.drafting.naming import NotHere, bounded, joined
from tests.text.drafting.printing import whole
from tests.text.drafting.sections import SHAPES, Drafter, Node, Section

Part = dict[str, Section]
"""Sections by the number that they have."""


def across(part: Part, drafter: Drafter, number: int) -> tuple[str, str]:
    """Change sections of a part; return the instruction and what it does, or nothing if there is nothing to do."""
    name, act = drafter.random.choice(list(_ACTS.items()))
    try:
        words, printed = act(part, drafter)
    except NotHere:
        return "", ""
    return f'<REGTEXT TITLE="12" PART="9"><AMDPAR>{number}. {words}</AMDPAR>{"".join(printed)}</REGTEXT>', name


def _ends(drafter: Drafter, part: Part) -> str:
    if not part:
        raise NotHere
    return drafter.random.choice(list(part))


def _revise(part: Part, drafter: Drafter) -> tuple[str, list[str]]:
    found = _ends(drafter, part)
    part[found] = drafter.section(found, drafter.random.choice(SHAPES))
    forms = (
        f"Section {found} is revised to read as follows:",
        f"Revise § {found} to read as follows:",
        f"Section {found} is amended to read as follows:",
    )
    return drafter.random.choice(forms), [whole(part[found])]


def _add(part: Part, drafter: Drafter) -> tuple[str, list[str]]:
    last = max((int(each[2:]) for each in part), default=10)
    new = [f"9.{last + n}" for n in range(1, drafter.random.choice((2, 2, 3)))]
    for each in new:
        part[each] = drafter.section(each, drafter.random.choice(SHAPES))
    sign = "§§" if len(new) > 1 else "§"
    forms = (f"Add {sign} {joined(new)} to read as follows:", f"Section{'s' * (len(new) > 1)} {joined(new)} {'are' if len(new) > 1 else 'is'} added to read as follows:",
             f"Add {sign} {joined(new)} to subpart B to read as follows:")  # fmt: skip
    return drafter.random.choice(forms), [whole(part[each]) for each in new]


def _remove(part: Part, drafter: Drafter) -> tuple[str, list[str]]:
    found = _ends(drafter, part)
    del part[found]
    return drafter.random.choice((f"Section {found} is removed.", f"Remove § {found}.")), []


def _reserve(part: Part, drafter: Drafter) -> tuple[str, list[str]]:
    found = _ends(drafter, part)
    part[found] = Section(found, "[Reserved]", Node())
    return drafter.random.choice((f"Section {found} is removed and reserved.", f"Remove and reserve § {found}.")), []


def _renumber(part: Part, drafter: Drafter) -> tuple[str, list[str]]:
    found = _ends(drafter, part)
    to = f"9.{max(int(each[2:]) for each in part) + 20}"
    section = part.pop(found)
    part[to] = Section(to, section.subject, section.root, section.shape)
    return drafter.random.choice(
        (f"Section {found} is redesignated as § {to}.", f"Redesignate § {found} as § {to}.")
    ), []


def _swap(part: Part, drafter: Drafter) -> tuple[str, list[str]]:
    if len(part) < 2:
        raise NotHere
    names = sorted(part)[:2]
    out, into = drafter.random.choice(("must", "the", "shall", "within")), "all such"
    sections = [copy.deepcopy(part[each]) for each in names]
    if not all(_swapped(each, out, into) for each in sections):
        raise NotHere
    part |= dict(zip(names, sections, strict=True))
    times = drafter.random.choice(("wherever it appears", "each place it appears"))
    forms = (f"In §§ {joined(names)}, remove “{out}” {times} and add in its place “{into}”.",
             f"Sections {joined(names)} are amended by removing “{out}” {times} and adding “{into}” in its place.",
             f"Amend §§ {joined(names)} by removing the words “{out}” and adding in their place the words “{into}” {times}.")  # fmt: skip
    return drafter.random.choice(forms), []


def _throughout(part: Part, drafter: Drafter) -> tuple[str, list[str]]:
    out, into = drafter.random.choice(("must", "the", "shall", "within")), "all such"
    sections = {name: copy.deepcopy(each) for name, each in part.items()}
    found = [_swapped(each, out, into) for each in sections.values()]
    if not any(found):
        raise NotHere
    part |= sections
    forms = (f"In part 9, revise all references to “{out}” to read “{into}”.",
             f"In part 9, remove the word “{out}” wherever it appears and add in its place the words “{into}”.",
             f"In part 9, all references to “{out}” are revised to read “{into}”.")  # fmt: skip
    return drafter.random.choice(forms), []


def _listed(part: Part, drafter: Drafter) -> tuple[str, list[str]]:
    out, into = drafter.random.choice(("must", "the", "shall", "within")), "all such"
    sections = {name: copy.deepcopy(each) for name, each in part.items()}
    places = [name for name, each in sections.items() if _swapped(each, out, into)]
    if len(places) < 2:
        raise NotHere
    part |= {name: sections[name] for name in places}
    head = f"Remove “{out}” wherever it appears in the following places and add in its place “{into}”:"
    steps = (f"{'abcdefgh'[n]}. Section {name}{'.' if n == len(places) - 1 else ';'}" for n, name in enumerate(places))
    return "</AMDPAR><AMDPAR>".join((head, *steps)), []


def _swapped(section: Section, out: str, into: str) -> bool:
    done = False
    for each in section.root.walk():
        done = done or re.search(bounded(out), f"{each.heading} {each.words}") is not None
        each.heading, each.words = (re.sub(bounded(out), into, text) for text in (each.heading, each.words))
        each.rows = [re.sub(bounded(out), into, row) for row in each.rows]
        each.opens = each.opens and re.sub(bounded(out), into, each.opens)
    return done


_ACTS: dict[str, Callable[[Part, Drafter], tuple[str, list[str]]]] = {
    "section revised": _revise, "sections added": _add, "section removed": _remove, "section reserved": _reserve,
    "section renumbered": _renumber, "words swapped in sections": _swap, "words swapped in a part": _throughout,
    "words swapped in listed sections": _listed,
}  # fmt: skip
