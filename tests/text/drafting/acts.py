"""Amendatory instructions: acts one after another, put into the sentences of a drafter."""

# ruff: noqa: E501 (the words of instructions read best in one line)

from __future__ import annotations

import copy
from random import Random

from tests.text.drafting.naming import NotHere, Step, joined, lettered
from tests.text.drafting.printing import INTRO, Manner, excerpt
from tests.text.drafting.sections import Drafter, Node, Section, counted
from tests.text.drafting.swapping import Swapping

ACTS = {
    "revise": 6, "add": 4, "swap": 5, "sentence": 3, "remove": 1, "reserve": 1, "shift": 2, "close": 1, "newly": 2,
    "revise_intro": 2, "revise_mixed": 1, "revise_starred": 1, "revise_heading": 1, "revise_subject": 1,
    "revise_section_intro": 1, "add_below": 1, "define": 2, "swap_each": 2, "ending": 2, "table": 2, "table_whole": 1,
    "revise_list": 2, "sentences": 1, "revise_flush": 1, "remove_list": 1, "reserve_new": 1, "carry": 1, "swap_two": 1,
    "swap_intro": 1, "swap_heading": 1, "swap_sentence": 1, "append": 1, "swap_places": 1,
}  # fmt: skip
"""Acts by name, as often as drafters do them, more or less."""


def amend(section: Section, drafter: Drafter, number: int) -> tuple[Section, str, tuple[str, ...]]:
    """Return a section after an instruction, the instruction in the Register's elements, and the acts that it does."""
    random = drafter.random
    made = Swapping(copy.deepcopy(section), drafter, random)
    steps: list[Step] = []
    names: list[str] = []
    wanted = random.choice((1, 1, 2, 2, 3, 4))
    for _ in range(12):
        if len(steps) == wanted:
            break
        (name,) = random.choices(list(ACTS), list(ACTS.values()))
        before = copy.deepcopy((made.section, made.shows, made.touched, made.shifted, made.moved))
        try:
            steps.append(getattr(made, name)())
            names.append(name)
        except NotHere:
            made.section, made.shows, made.touched, made.shifted, made.moved = before
    xml = Writer(made, steps, number, random).write() if steps else ""
    return made.section, xml, tuple(names)


class Writer:
    """Puts steps into paragraphs as an office of the Register prints them."""

    def __init__(self, made: Swapping, steps: list[Step], number: int, random: Random) -> None:
        self.made, self.steps, self.number, self.random = made, steps, number, random

    def write(self) -> str:
        number = self.made.section.number
        flat = [each for step in self.steps for each in (step.inner if step.kind == "several" else (step,))]
        alone = len(flat) == 1 or (len(flat) < 4 and self.random.random() < 0.35)
        nested = any(each.kind == "nested" for each in flat)
        printed = any(each.noun and each.noun != "redesignation" for each in flat)
        tail = " to read as follows:" if printed else "."
        if alone and not self.made.moved:
            flat.sort(key=lambda each: bool(each.noun))  # what is printed comes last
        if alone and not nested:
            lines = [self._sentence(number, flat, tail)]
        else:
            lines = list(self._listed(number, flat, printed))
        if self.random.random() < 0.1:  # all in one paragraph
            lines = [
                " ".join(lines[: -1 if lines[-1].startswith("The ") else None]),
                *(lines[-1:] if lines[-1].startswith("The ") else ()),
            ]
        if self.random.random() < 0.1:
            lines[0] = lines[0].replace(f"{self.number}. ", f"{self.number}. Effective January 1, 2031, ", 1)
        ornament = self.random.choice(("", "■ "))
        marked = "".join(f"<AMDPAR>{ornament}{each}</AMDPAR>" for each in lines)
        shows = {node: shown for node, shown in self.made.shows.items() if shown}
        if printed:
            self._republish(shows)
            manner = Manner(*(self.random.random() < likely for likely in (0.3, 0.2, 0.9)))
            marked += excerpt(self.made.section, shows, manner)
        else:
            marked = f"<SECTION><SECTNO>§ {number}</SECTNO><SUBJECT>[Amended]</SUBJECT></SECTION>{marked}"
        return f'<REGTEXT TITLE="12" PART="9">{marked}</REGTEXT>'

    def _republish(self, shows: dict[Node, str]) -> None:
        """Print words above what is named again, as some offices do."""
        for node in list(shows):
            if node is self.made.section.root or self.random.random() > 0.1:
                continue
            for above in self.made.trail(node)[:-1]:
                if above.sign and above.words:
                    shows.setdefault(above, INTRO)

    def _sentence(self, number: str, flat: list[Step], tail: str) -> str:
        style = self.random.random()
        head = f"{self.number}. "
        if style < 0.25 and all(each.passive for each in flat):
            return f"{head}In § {number}, {joined_acts([each.passive for each in flat])}{tail}"
        if style < 0.6:
            return f"{head}In § {number}, {joined_acts([each.order for each in flat])}{tail}"
        gerunds = [each.gerund for each in flat]
        first = self.random.choice((f"Section {number} is amended", f"Amend § {number}"))
        by = "" if gerunds[0].startswith("in ") else " by"
        rest = joined_acts(
            [
                each if each.startswith("in ") or n == 0 else f"{self.random.choice(('', 'by '))}{each}"
                for n, each in enumerate(gerunds)
            ]
        )
        return f"{head}{first}{by} {_by(rest) if not by else rest}{tail}"

    def _listed(self, number: str, flat: list[Step], printed: bool) -> list[str]:
        gerund = self.random.random() < 0.5
        opening = self.random.choice(
            (f"Section {number} is amended by:", f"Amend § {number} by:")
            if gerund
            else (f"Amend § {number} as follows:", f"In § {number}:", f"Section {number} is amended as follows:")
        )
        lines = [f"{self.number}. {opening}"]
        for n, each in enumerate(flat, 1):
            words = each.gerund if gerund else each.order
            end = self._end(n, len(flat), gerund) if each.kind != "nested" else ""
            lines.append(f"{lettered(n)}. {words[0].upper()}{words[1:]}{end}")
            if each.kind == "nested":
                for m, inner in enumerate(each.inner, 1):
                    words = inner.gerund if gerund else inner.order
                    lines.append(
                        f"{counted('i', m)}. {words[0].upper()}{words[1:]}{self._end(m, len(each.inner), gerund) if m < len(each.inner) else self._end(n, len(flat), gerund)}"
                    )
        nouns = sorted({each.noun for each in flat if each.noun and each.noun != "redesignation"})
        if printed:
            said = joined([f"{noun}{'s' if sum(each.noun == noun for each in flat) > 1 else ''}" for noun in nouns])
            verb = "reads" if len(nouns) == 1 and not said.endswith("s") else "read"
            lines.append(f"The {said} {verb} as follows:")
        return lines

    def _end(self, n: int, count: int, gerund: bool) -> str:
        if not gerund:
            return "."
        return "." if n == count else "; and" if n == count - 1 else ";"


def joined_acts(acts: list[str]) -> str:
    if len(acts) < 2:
        return acts[0]
    if len(acts) == 2:
        return f"{acts[0]} and {acts[1]}" if len(acts[0]) < 60 else f"{acts[0]}; and {acts[1]}"
    return f"{'; '.join(acts[:-1])}; and {acts[-1]}"


def _by(words: str) -> str:
    """ "in paragraph (a), removing" after "is amended"."""
    return words.replace(", removing", ", by removing", 1) if words.startswith("in ") else words
