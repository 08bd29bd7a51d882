"""Amendatory instructions: each act changes a section and says so in the words of a drafter."""

# ruff: noqa: E501 (the words of instructions read best in one line)

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Sequence
from random import Random

import attrs

from tests.text.drafting.printing import HEADING, INTRO, ITALIC_FROM, WHOLE, excerpt
from tests.text.drafting.sections import STYLES, Drafter, Node, Section, counted


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


class Amendment:
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
            made = drafter.definition(node.term)
        else:
            depth = self.random.choice((1, 1, 2, 3)) if node.level < 4 else 1
            end = re.search(r"(?:; and|; or|;|\.)$", self._last_words(node))
            listed = bool(end) and not node.heading and node.words[:1].isupper() and " must " not in node.words
            item = end[0] if end and listed and end[0] != "." else ""
            made = drafter.nested(node.level, depth, headed=bool(node.heading), item=item)
        node.heading, node.words, node.children = made.heading, made.words, made.children

    @staticmethod
    def _last_words(node: Node) -> str:
        return list(node.walk())[-1].words

    def run(self, nodes: Sequence[Node], most: int) -> list[Node]:
        """Some paragraphs in a row."""
        size = self.random.randint(1, min(most, len(nodes)))
        start = self.random.randint(0, len(nodes) - size)
        return list(nodes[start : start + size])

    # --- acts ---------------------------------------------------------------------------------------------------------

    def revise(self) -> Step:
        first = self.choose(lambda n: not n.rows)
        siblings = [each for each in self.section.parent(first).children if each in self.free() and not each.rows]
        nodes = [first]
        if self.random.random() < 0.4:
            nodes = self.run([each for each in siblings if bool(each.term) == bool(first.term)], 3)
        for each in nodes:
            self.anew(each)
            self.shows[each] = WHOLE
        self.touch(*nodes)
        name = self.name(*nodes)
        be = "is" if len(nodes) == 1 else "are"
        return Step(f"revising {name}", f"revise {name}", f"{name} {be} revised", "revision")

    def revise_intro(self) -> Step:
        node = self.choose(lambda n: bool(n.sign and n.children and n.words))
        node.words = self.drafter.sentence()[:-1] + (":" if node.words[-1] in ":—" else ".")
        self.shows[node] = INTRO
        self.touch(node)
        if self.random.random() < 0.3:
            name = f"the introductory text of {self.name(node)}"
        else:
            name = self.name(node, suffix=" introductory text")
        return Step(f"revising {name}", f"revise {name}", f"{name} is revised", "revision")

    def revise_mixed(self) -> Step:
        """Some paragraphs of which only the introductory text is revised, and one below it."""
        node = self.choose(lambda n: bool(n.sign and n.words and n.marked()))
        child = self.random.choice(node.marked())
        node.words = self.drafter.sentence()[:-1] + (":" if node.words[-1] in ":—" else ".")
        self.anew(child)
        self.shows |= {node: INTRO, child: WHOLE}
        self.touch(node, child)
        name = f"paragraphs {cited(self.trail(node))} introductory text and {cited(self.trail(child))}"
        if any(each.term for each in self.trail(node)):
            raise NotHere
        return Step(f"revising {name}", f"revise {name}", f"{name} are revised", "revision")

    def revise_starred(self) -> Step:
        """A paragraph that is printed whole but for some below it, which keep their words."""
        node = self.choose(
            lambda n: bool(n.sign and n.words and len(n.marked()) > 1 and len(n.marked()) == len(n.children))
        )
        node.words = self.drafter.sentence()[:-1] + ":"
        for each in node.children[1:]:
            self.anew(each)
            self.shows[each] = WHOLE
        self.shows |= {node: INTRO, node.children[0]: HEADING}
        if node.children[0].heading or node.children[0].children:
            raise NotHere
        self.touch(node)
        name = self.name(node)
        return Step(f"revising {name}", f"revise {name}", f"{name} is revised", "revision")

    def revise_heading(self) -> Step:
        node = self.choose(lambda n: bool(n.sign and n.heading and n.words))
        node.heading = self.drafter.heading()
        self.shows[node] = HEADING
        self.touch(node)
        name = self.random.choice((f"the heading of {self.name(node)}", self.name(node, suffix=" heading"),
                                   f"the {self.name(node)} heading"))  # fmt: skip
        return Step(f"revising {name}", f"revise {name}", f"{name} is revised", "revision")

    def revise_subject(self) -> Step:
        if self.entire:
            raise NotHere
        self.section.subject = f"{self.drafter.pick('Purpose,Definitions,Fees,Notices,Review')} for {self.drafter.pick('banks,ports,mines')}."
        self.shows.setdefault(self.section.root, "")
        name = "the section heading"
        return Step(f"revising {name}", f"revise {name}", f"{name} is revised", "revision")

    def revise_section_intro(self) -> Step:
        root = self.section.root
        if not root.words or root in self.shows:
            raise NotHere
        root.words = self.drafter.sentence()[:-1] + (":" if root.words.endswith(":") else ".")
        self.shows[root] = INTRO
        name = "the introductory text"
        return Step(f"revising {name}", f"revise {name}", f"{name} is revised", "revision")

    def sentence(self) -> Step:
        divided = self.drafter.divided
        node = self.choose(lambda n: bool(n.sign) and len(divided.get(n.words, ())) > 1)
        parts = list(divided[node.words])
        n = self.random.randrange(len(parts))
        ordinal = "last" if n == len(parts) - 1 and self.random.random() < 0.5 else ("first", "second", "third")[n]
        intro = self.name(node, suffix=" introductory text") if node.children else self.name(node)
        act = self.random.choice(("revise", "revise", "remove", "add", "add_after"))
        self.touch(node)
        if act == "remove":
            node.words = " ".join(parts[:n] + parts[n + 1 :])
            divided[node.words] = parts[:n] + parts[n + 1 :]
            name = f"the {ordinal} sentence {self.random.choice(('of', 'in'))} {intro}"
            return Step(f"removing {name}", f"remove {name}", f"{name} is removed")
        new = self.drafter.sentence()
        if act == "revise":
            parts[n] = new
            name = f"the {ordinal} sentence {self.random.choice(('of', 'in'))} {intro}"
            step = Step(f"revising {name}", f"revise {name}", f"{name} is revised", "revision")
        elif act == "add_after":
            parts.insert(n + 1, new)
            name = f"a sentence after the {ordinal} sentence in {intro}"
            step = Step(f"adding {name}", f"add {name}", "", "addition")
            n += 1
        else:
            parts.append(new)
            n = len(parts) - 1
            name = f"a sentence {self.random.choice(('to', 'at'))} the end of {intro}"
            step = Step(f"adding {name}", f"add {name}", "", "addition")
        node.words = " ".join(parts)
        divided[node.words] = parts
        starred = " ".join(["* * *"] * (n > 0) + [new] + ["* * *"] * (n < len(parts) - 1))
        self.shows[node] = INTRO if self.random.random() < 0.2 else starred
        return step

    def add(self) -> Step:
        parents = [each for each in (self.section.root, *self.free()) if each.marked() and not each.term]
        parents = [each for each in parents if each not in self.shifted]
        if not parents:
            raise NotHere
        parent = self.random.choice(parents)
        last = parent.marked()[-1]
        new = [self.drafter.nested(last.level, self.random.choice((1, 1, 2)), headed=bool(last.heading))
               for _ in range(self.random.choice((1, 1, 2, 3)))]  # fmt: skip
        start, place = len(parent.marked()), parent.children.index(last) + 1
        for n, each in enumerate(new, 1):
            each.sign = counted(STYLES[last.level], start + n)
            each.words = each.words or self.drafter.sentence()
            self.shows[each] = WHOLE
        parent.children[place:place] = new
        self.shifted.append(parent)
        self.touch(*new)
        name = self.name(*new, new=self.random.choice(("", "", "new ")))
        name = f"a {name}" if name.startswith("new paragraph ") else name
        return Step(f"adding {name}", f"add {name}", f"{name} {'is' if len(new) == 1 else 'are'} added", "addition")

    def add_below(self) -> Step:
        """Paragraphs under one that had none."""
        node = self.choose(lambda n: bool(n.sign) and not n.children and n.level < 5)
        for value in range(1, self.random.choice((3, 3, 4))):
            made = self.drafter.nested(node.level + 1, 1)
            made.sign = counted(STYLES[node.level + 1], value)
            node.children.append(made)
            self.shows[made] = WHOLE
        self.touch(node)
        name = self.name(*node.children)
        return Step(f"adding {name}", f"add {name}", f"{name} are added", "addition")

    def define(self) -> Step:
        holders = [each for each in self.section.root.walk() if any(child.term for child in each.children)]
        if not holders:
            raise NotHere
        holder = holders[0]
        new = [self.drafter.definition(self.drafter.new_term([each.term for each in holder.children]))]
        if self.random.random() < 0.4:
            taken = [each.term for each in holder.children] + [new[0].term]
            new.append(self.drafter.definition(self.drafter.new_term(taken)))
        new.sort(key=lambda each: each.term.lower())
        holder.children = sorted([*holder.children, *new], key=lambda each: each.term.lower())
        self.shows |= dict.fromkeys(new, WHOLE)
        self.touch(*new)
        terms = joined([f"“{each.term}”" for each in new])
        where = f" {self.random.choice(('in', 'to'))} {self.name(holder)}" if holder.sign else ""
        several = "s" if len(new) > 1 else ""
        name = self.random.choice((
            f"{'' if several else 'a '}definition{several} for {terms} in alphabetical order{where}",
            f"in alphabetical order the definition{several} of {terms}{where}",
            f"{'' if several else 'a '}definition{several} of {terms}{where} in alphabetical order",
            f"the definition{several} for {terms}{where} in alphabetical order",
        ))  # fmt: skip
        return Step(f"adding {name}", f"add {name}", "", "addition")

    def remove(self) -> Step:
        node = self.choose()
        siblings = [
            each for each in self.section.parent(node).children if each in self.free() and each.step[0] == node.step[0]
        ]
        gone = [node]
        if self.random.random() < 0.5:
            gone = siblings[siblings.index(node) :][-3:]  # the last ones
        if len(gone) == len(self.section.parent(node).children):
            raise NotHere
        name = self.name(*gone)
        parent = self.section.parent(node)
        parent.children = [each for each in parent.children if each not in gone]
        be = "is" if len(gone) == 1 else "are"
        return Step(f"removing {name}", f"remove {name}", f"{name} {be} removed")

    def reserve(self) -> Step:
        node = self.choose(lambda n: bool(n.sign))
        gone = self.run([each for each in self.section.parent(node).marked() if each in self.free()], 3)
        name = self.name(*gone)
        for each in gone:
            each.heading, each.words, each.children = "", "[Reserved]", []
        self.touch(*gone)
        be = "is" if len(gone) == 1 else "are"
        return Step(f"removing and reserving {name}", f"remove and reserve {name}", f"{name} {be} removed and reserved")

    def shift(self) -> Step:
        """Paragraphs go on by one or two, and others come in their place."""
        parent, moved = self._movable()
        by = self.random.choice((1, 1, 2))
        old, level, start = self.name(*moved), moved[0].level, parent.marked().index(moved[0])
        new = [
            self.drafter.nested(level, self.random.choice((1, 1, 2)), headed=bool(moved[0].heading)) for _ in range(by)
        ]
        place = parent.children.index(moved[0])
        parent.children[place:place] = new
        for n, each in enumerate(new, start + 1):
            each.sign = counted(STYLES[level], n)
            each.words = each.words or self.drafter.sentence()
            self.shows[each] = WHOLE
        for n, each in enumerate(moved, start + by + 1):
            each.sign = counted(STYLES[level], n)
        self._shifted(parent, moved, new)
        now, named = self.name(*moved), self.name(*new, new=self.random.choice(("", "new ")))
        named = f"a {named}" if named.startswith("new paragraph ") else named
        end = ", respectively" if len(moved) > 1 and self.random.random() < 0.5 else ""
        steps = (
            Step(
                f"redesignating {old} as {now}{end}",
                f"redesignate {old} as {now}{end}",
                f"{old} {_be(moved)} redesignated as {now}{end}",
                "redesignation",
            ),
            Step(f"adding {named}", f"add {named}", f"{named} {_be(new)} added", "addition"),
        )
        return self._both(steps, end)

    def close(self) -> Step:
        """A paragraph goes, and those behind it come up."""
        parent, moved = self._movable(after=1)
        siblings = parent.marked()
        start = siblings.index(moved[0])
        gone = siblings[start - 1]
        if gone not in self.free():
            raise NotHere
        took, old, level = self.name(gone), self.name(*moved), gone.level
        parent.children.remove(gone)
        for n, each in enumerate(moved, start):
            each.sign = counted(STYLES[level], n)
        self._shifted(parent, moved, [])
        now = self.name(*moved)
        end = ", respectively" if len(moved) > 1 and self.random.random() < 0.5 else ""
        steps = (
            Step(f"removing {took}", f"remove {took}", f"{took} is removed"),
            Step(
                f"redesignating {old} as {now}{end}",
                f"redesignate {old} as {now}{end}",
                f"{old} {_be(moved)} redesignated as {now}{end}",
                "redesignation",
            ),
        )
        return self._both(steps, end)

    def _both(self, steps: tuple[Step, Step], end: str) -> Step:
        one, two = steps
        joint = "," * bool(end) + " and "
        if self.random.random() < 0.4 or not (one.passive and two.passive):
            return Step("", "", inner=steps, kind="several")
        return Step(f"{one.gerund}{joint}{two.gerund}", f"{one.order}{joint}{two.order}",
                    f"{one.passive}{joint}{two.passive}", two.noun)  # fmt: skip

    def _movable(self, after: int = 0) -> tuple[Node, list[Node]]:
        free = self.free()
        parents = [
            each for each in (self.section.root, *free)
            if len(each.marked()) > 1 and each not in self.shifted and all(child in free for child in each.marked())
            and not each.term and (each is not self.section.root or not self.touched)
        ]  # fmt: skip
        if not parents:
            raise NotHere
        parent = self.random.choice(parents)
        marked = parent.marked()
        start = self.random.randint(after, len(marked) - 1)
        return parent, marked[start:]

    def _shifted(self, parent: Node, moved: list[Node], new: list[Node]) -> None:
        self.shifted.append(parent)
        self.touch(*moved, *new)
        self.moved += moved

    def newly(self) -> Step:
        """What was redesignated is revised in its new place."""
        if not self.moved:
            raise NotHere
        node = self.moved.pop(self.random.randrange(len(self.moved)))
        self.anew(node)
        self.shows[node] = WHOLE
        name = self.name(node, new="newly redesignated ")
        return Step(f"revising {name}", f"revise {name}", f"{name} is revised", "revision")

    # --- words for words ----------------------------------------------------------------------------------------------

    def swap(self) -> Step:
        node = self.choose(lambda n: len(n.words.split()) > 6)
        if self.random.random() < 0.15 and len(node.words.split()) > 12:
            one, two = self._swapped(node), self._swapped(node)
            where = self.name(node)
            self.touch(node)
            return Step(f"in {where}:", f"in {where}:", inner=(one, two), kind="nested")
        step = self._swapped(node)
        self.touch(node)
        where = self.name(node)
        style = self.random.random()
        if style < 0.5:
            return Step(f"in {where}, {step.gerund}", f"in {where}, {step.order}")
        return Step(f"{step.gerund} {self.random.choice(('in', 'from'))} {where}" if "adding" not in step.gerund else
                    f"in {where} by {step.gerund}",
                    f"{step.order} in {where}" if " add " not in step.order and not step.order.startswith("add") else f"in {where}, {step.order}")  # fmt: skip

    def _phrase(self, node: Node) -> str:
        words = node.words.split()
        for _ in range(20):
            size = self.random.randint(1, 4)
            start = self.random.randrange(max(1, len(words) - size))
            phrase = " ".join(words[start : start + size]).strip(".,;:—()$")
            if phrase and "“" not in phrase and self._count(node, phrase) == 1:
                return phrase
        raise NotHere

    def _count(self, node: Node, phrase: str) -> int:
        text = "\n".join(f"{each.heading}\n{each.whole_words}" for each in node.walk())
        return len(re.findall(_bounded(phrase), text))

    def _put(self, node: Node, out: str, into: str) -> None:
        pattern = _bounded(out)
        for each in node.walk():
            each.words = re.sub(pattern, lambda _: into, each.words)
            each.words = " ".join(each.words.split()) if not into else each.words

    def _swapped(self, node: Node) -> Step:
        out = self._phrase(node)
        kind = self.random.choice(("swap", "swap", "swap", "remove", "after", "before"))
        noun = self.random.choice(("", "the word{s} ", "the phrase ", "the words "))
        new = (
            self.drafter.pick("the Director,a certified copy,not later than noon,electronic,prompt,or its agent")
            + f" {self.drafter.number}"
        )
        self.drafter.number += 1
        before, quoted, fresh = noun.format(s="s" * (" " in out)), f"“{out}”", f"“{new}”"
        after = before if self.random.random() < 0.7 else ""
        if kind == "remove":
            self._put(node, out, "")
            return Step(f"removing {before}{quoted}", f"remove {before}{quoted}")
        if kind in ("after", "before"):
            self._put(node, out, f"{out} {new}" if kind == "after" else f"{new} {out}")
            words = f"{before}{fresh} {kind} {after}{quoted}"
            verb = self.random.choice(("add", "insert"))
            return Step(f"{verb}ing {words}", f"{verb} {words}")
        self._put(node, out, new)
        place = (
            "its place"
            if not noun or "phrase" in noun or (noun == "the word{s} " and " " not in out)
            else "their place"
        )
        forms = (
            (
                f"removing {before}{quoted} and adding, in {place}, {after}{fresh}",
                f"remove {before}{quoted} and add, in {place}, {after}{fresh}",
            ),
            (
                f"removing {before}{quoted} and adding in {place} {after}{fresh}",
                f"remove {before}{quoted} and add in {place} {after}{fresh}",
            ),
            (
                f"removing {before}{quoted} and adding {after}{fresh} in {place}",
                f"remove {before}{quoted} and add {after}{fresh} in {place}",
            ),
            (f"replacing {before}{quoted} with {after}{fresh}", f"replace {before}{quoted} with {after}{fresh}"),
        )
        gerund, order = self.random.choice(forms)
        return Step(gerund, order)

    def swap_each(self) -> Step:
        """Words that go wherever they stand, in one paragraph or in several."""
        nodes = [self.choose(lambda n: bool(n.sign and n.words))]
        if self.random.random() < 0.4:
            others = self.free(lambda n: bool(n.sign and n.words) and not n.within(nodes[0]) and not nodes[0].within(n))
            nodes += self.random.sample(others, 1) if others else []
            nodes.sort(key=list(self.section.root.walk()).index)
        everywhere = [
            each
            for each in nodes[0].words.replace(".", "").replace(":", "").split()
            if each.isalpha() and len(each) > 1
        ]
        common = [each for each in everywhere if all(self._count(node, each) for node in nodes)]
        if not common:
            raise NotHere
        out = self.random.choice(common)
        new = self.drafter.pick("shall,qualified,the Secretary,written,every such")
        for node in nodes:
            for each in node.walk():
                each.heading = re.sub(_bounded(out), lambda _: new, each.heading)
            self._put(node, out, new)
        self.touch(*nodes)
        where = self.name(*nodes)
        times = self.random.choice(("wherever it appears", "each place it appears", "everywhere it appears", "in each place it appears",
                                    "each time it appears"))  # fmt: skip
        forms = (
            (f"in {where}, removing the word “{out}” {times} and adding the word “{new}” in its place",
             f"in {where}, remove the word “{out}” {times} and add the word “{new}” in its place"),
            (f"in {where}, removing “{out}” {times} and adding in its place “{new}”", f"in {where}, remove “{out}” {times} and add in its place “{new}”"),
            (f"removing “{out}” and adding “{new}” in its place {times} in {where}", f"remove “{out}” and add “{new}” in its place {times} in {where}"),
        )  # fmt: skip
        gerund, order = self.random.choice(forms)
        return Step(gerund, order)

    def ending(self) -> Step:
        """What stands at the end of a paragraph of a list."""
        node = self.choose(lambda n: bool(n.sign) and not n.children and n.words.endswith(("; and", "; or", ".", ";")))
        where = self.name(node)
        end = re.search(r"(?:; (and|or)|\.|;)$", node.words)
        assert end is not None
        self.touch(node)
        if end[1]:
            node.words = node.words[: end.start(1)].rstrip()
            forms = (
                f"“{end[1]}” at the end of {where}",
                f"the word “{end[1]}” at the end of {where}",
                f"“{end[1]}” from the end of {where}",
            )
            name = self.random.choice(forms)
            return Step(f"removing {name}", f"remove {name}")
        sign, new = ("period", "; and") if end[0] == "." else ("semicolon", "; or")
        node.words = node.words[:-1] + new
        forms = (f"the {sign} at the end of {where} and {{add}} “{new}” in its place", f"the {sign} from the end of {where} and {{add}} in its place “{new}”",
                 f"“{end[0]}” at the end of {where} and {{add}} in its place “{new}”")  # fmt: skip
        name = self.random.choice(forms)
        return Step(f"removing {name.format(add='adding')}", f"remove {name.format(add='add')}")

    # --- tables -------------------------------------------------------------------------------------------------------

    def table(self) -> Step:
        tables = [each for each in self.section.root.walk() if each.rows]
        if not tables or tables[0] in self.touched or self.section.parent(tables[0]) not in self.free():
            raise NotHere
        table, holder = tables[0], self.section.parent(tables[0])
        where = f"the table in {self.name(holder)}" if self.random.random() < 0.7 else f"table 1 to {self.name(holder)}"
        act = self.random.choice(("revise", "add", "remove"))
        names = [row.split(" | ")[0] for row in table.rows[1:]]
        self.touch(holder, table)
        if act == "remove":
            name = self.random.choice(names)
            table.rows = [each for each in table.rows if not each.startswith(f"{name} |")]
            step = f"the entry for “{name}”"
            return Step(f"in {where}, removing {step}", f"in {where}, remove {step}")
        name = self.random.choice(names) if act == "revise" else self.drafter.new_term(names)
        row = f"{name} | {self.drafter.number}"
        self.drafter.number += 1
        kept = [each for each in table.rows[1:] if not each.startswith(f"{name} |")]
        table.rows[1:] = sorted([*kept, row], key=lambda each: each.split(" | ")[0].lower())
        place = table.rows.index(row)
        printed = [table.rows[0], *(["* | *"] * (place > 1)), row, *(["* | *"] * (place < len(table.rows) - 1))]
        self.shows[table] = "\n".join(printed)
        if act == "revise":
            return Step(
                f"in {where}, revising the entry for “{name}”",
                f"in {where}, revise the entry for “{name}”",
                "",
                "revision",
            )
        words = f"an entry for “{name}” in alphabetical order"
        return Step(f"in {where}, adding {words}", f"in {where}, add {words}", "", "addition")


def _be(nodes: Sequence[Node]) -> str:
    return "is" if len(nodes) == 1 else "are"


def _bounded(phrase: str) -> str:
    return rf"(?<![0-9A-Za-z]){re.escape(phrase)}(?![0-9A-Za-z])"


ACTS = ("revise",) * 6 + ("add",) * 4 + ("swap",) * 5 + ("sentence",) * 3 + ("remove", "reserve", "shift", "shift", "close",
        "newly", "newly", "revise_intro", "revise_intro", "revise_mixed", "revise_starred", "revise_heading", "revise_subject",
        "revise_section_intro", "add_below", "define", "define", "swap_each", "swap_each", "ending", "ending", "table", "table")  # fmt: skip
"""Acts by name, as often as drafters do them, more or less."""


def amend(section: Section, drafter: Drafter, number: int) -> tuple[Section, str, tuple[str, ...]]:
    """Return a section after an instruction, the instruction in the Register's elements, and the acts that it does."""
    random = drafter.random
    made = Amendment(copy.deepcopy(section), drafter, random)
    steps: list[Step] = []
    names: list[str] = []
    wanted = random.choice((1, 1, 2, 2, 3, 4))
    for _ in range(12):
        if len(steps) == wanted:
            break
        name = random.choice(ACTS)
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

    def __init__(self, made: Amendment, steps: list[Step], number: int, random: Random) -> None:
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
        marked = "".join(f"<AMDPAR>{each}</AMDPAR>" for each in lines)
        shows = {node: shown for node, shown in self.made.shows.items() if shown}
        headed = self.random.random() < 0.3
        if printed:
            marked += excerpt(self.made.section, shows, headed=headed)
        else:
            marked = f"<SECTION><SECTNO>§ {number}</SECTNO><SUBJECT>[Amended]</SUBJECT></SECTION>{marked}"
        return f'<REGTEXT TITLE="12" PART="9">{marked}</REGTEXT>'

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
