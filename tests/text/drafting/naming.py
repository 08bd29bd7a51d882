"""What an act can be done to, and how a drafter calls it."""

# ruff: noqa: E501 (the words of instructions read best in one line)

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

import attrs

from tests.text.drafting.printing import ITALIC_FROM
from tests.text.drafting.sections import Drafter, Node, Section, counted


@attrs.frozen
class Step:
    """What a drafter writes: after "by", as an order, and in the passive voice (empty where nobody would).

    Attributes:
        noun: what it is called below: "The revisions and additions read as follows:"; empty where nothing is printed.
        inner: steps under it.
    """

    gerund: str
    order: str
    passive: str = ""
    noun: str = ""
    inner: tuple[Step, ...] = ()
    kind: str = ""


class NotHere(Exception):  # noqa: N818 - no error: the section has nothing that an act could be done to
    """An act finds nothing to do."""


def cited(levels: Sequence[Node]) -> str:
    """The designators that lead to a paragraph, those in italics marked."""
    return "".join(f'(<E T="03">{each.sign}</E>)' if each.level >= ITALIC_FROM else f"({each.sign})" for each in levels)


def joined(items: Sequence[str]) -> str:
    if len(items) < 3:
        return " and ".join(items)
    return f"{', '.join(items[:-1])}, and {items[-1]}"


def lettered(value: int) -> str:
    return counted("a", value)


class Named:
    """One instruction on one section: what it says, what it prints, and the section that it leaves.

    Attributes:
        section: as it is left.
        shows: what is printed of it.
        touched: paragraphs that an act has been done to.
    """

    def __init__(self, section: Section, drafter: Drafter, random: Random) -> None:
        self.section, self.drafter, self.random = section, drafter, random
        self.shows: dict[Node, str] = {}
        self.touched: list[Node] = []
        self.shifted: list[Node] = []  # parents whose paragraphs have other designators now
        self.moved: list[Node] = []
        self.entire = ""

    # --- what can be named --------------------------------------------------------------------------------------------

    def trail(self, node: Node) -> list[Node]:
        found, at = [node], node
        while (at := self.section.parent(at)) is not self.section.root:
            found.insert(0, at)
        return found

    def name(self, *nodes: Node, suffix: str = "", new: str = "") -> str:
        """ "paragraphs (b)(1) and (2)": siblings are listed in short, three or more in a row as a range."""
        trails = [self.trail(each) for each in nodes]
        terms = {next((n for n, each in enumerate(trail) if each.term), None) for trail in trails}
        if len(terms) > 1:
            raise NotHere
        term = terms.pop()
        if term is not None:
            if len({trail[term] for trail in trails}) > 1 and any(len(trail) > term + 1 for trail in trails):
                raise NotHere
            return self._term_name(trails, term, suffix)
        full = [cited(each) for each in trails]
        siblings = (
            len(nodes) > 1 and len({len(t) for t in trails}) == 1 and all(t[:-1] == trails[0][:-1] for t in trails)
        )
        style = self.random.random()
        if siblings and len(nodes) > 2 and style < 0.6 and self._in_a_row(nodes):
            short = f"{full[0]} through {cited([nodes[-1]])}"
        elif siblings and style < 0.85:
            short = joined([full[0], *(cited([each]) for each in nodes[1:])])
        else:
            short = joined(full)
        return f"{new}paragraph{'s' if len(nodes) > 1 else ''} {short}{suffix}"

    def listed(self, items: Sequence[tuple[Node, str]]) -> str:
        """ "paragraphs (a)(1) and (2), (b) introductory text, and (c)(1) through (3)"."""
        trails = [self.trail(node) for node, _ in items]
        if any(each.term for trail in trails for each in trail):
            raise NotHere
        said: list[str] = []
        n = 0
        while n < len(items):
            end = n
            while end + 1 < len(items) and not items[end][1] and self._next_to(trails[end], trails[end + 1]):
                end += 1
            if end - n >= 2 and not items[end][1]:
                said.append(f"{cited(trails[n])} through {cited(trails[end][-1:])}")
            else:
                group = [cited(trails[n]) + items[n][1]]
                group += [cited(trails[m][-1:]) + items[m][1] for m in range(n + 1, end + 1)]
                said += [" and ".join(group)] if len(group) == 2 and not items[end][1] and not items[n][1] else group
            n = end + 1
        return f"paragraph{'s' if len(items) > 1 else ''} {joined(said)}"

    def _next_to(self, one: list[Node], other: list[Node]) -> bool:
        return one[:-1] == other[:-1] and self._in_a_row([one[-1], other[-1]])

    def _in_a_row(self, nodes: Sequence[Node]) -> bool:
        siblings = self.section.parent(nodes[0]).marked()
        place = siblings.index(nodes[0])
        return siblings[place : place + len(nodes)] == list(nodes)

    def _term_name(self, trails: list[list[Node]], term: int, suffix: str) -> str:
        inside = [cited(t[term + 1 :]) for t in trails]
        names = [f"“{t[term].term}”" for t in trails]
        holder = trails[0][:term]
        where = f" in paragraph {cited(holder)}" if holder else ""
        if any(inside):
            return f"paragraph{'s' if len(trails) > 1 else ''} {joined(inside)}{suffix} of the definition of {names[0]}{where}"
        return f"the definition{'s' if len(names) > 1 else ''} of {joined(names)}{where}{suffix}"

    def free(self, test: Callable[[Node], bool] = lambda _: True) -> list[Node]:
        """Paragraphs that can be named, and that no act has been done to, around or inside of."""
        return [
            each for each in self.section.root.walk()
            if (each.sign or each.term) and test(each)
            and not any(each.within(other) or other.within(each) for other in self.touched)
            and not any(each.within(other) and each is not other for other in self.shifted if other.sign or other.term)
            and not (self.shifted and any(other is self.section.root for other in self.shifted))
        ]  # fmt: skip

    def choose(self, test: Callable[[Node], bool] = lambda _: True) -> Node:
        found = self.free(test)
        if not found:
            raise NotHere
        return self.random.choice(found)

    def touch(self, *nodes: Node) -> None:
        self.touched += nodes

    def anew(self, node: Node) -> None:
        """Give a paragraph other words, and what stands under it too."""
        drafter = self.drafter
        if node.term:
            made = drafter.quoted(node, drafter.definition(node.term))
        else:
            depth = self.random.choice((1, 1, 2, 3)) if node.level < 4 else 1
            end = re.search(r"(?:; and|; or|;|\.)$", self._last_words(node))
            listed = bool(end) and not node.heading and node.words[:1].isupper() and " must " not in node.words
            item = end[0] if end and listed and end[0] != "." else ""
            made = drafter.nested(node.level, depth, headed=bool(node.heading), item=item)
        if node.opens:
            made = Node(words=f"{node.opens} means {drafter.clause()}.")
        node.heading, node.words, node.children = made.heading, made.words, made.children

    @staticmethod
    def _last_words(node: Node) -> str:
        return list(node.walk())[-1].words

    def run(self, nodes: Sequence[Node], most: int) -> list[Node]:
        """Some paragraphs in a row."""
        size = self.random.randint(1, min(most, len(nodes)))
        start = self.random.randint(0, len(nodes) - size)
        return list(nodes[start : start + size])


def be(nodes: Sequence[Node]) -> str:
    return "is" if len(nodes) == 1 else "are"


def bounded(phrase: str) -> str:
    return rf"(?<![0-9A-Za-z]){re.escape(phrase)}(?![0-9A-Za-z])"
