"""Acts on words: words for words, and entries of tables."""

# ruff: noqa: E501 (the words of instructions read best in one line)

from __future__ import annotations

import re

from tests.text.drafting.moving import Moving
from tests.text.drafting.naming import NotHere, Step, bounded
from tests.text.drafting.printing import WHOLE
from tests.text.drafting.sections import Node


class Swapping(Moving):
    """Words for words."""

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
            if phrase and not set("“”") & set(phrase) and self._count(node, phrase) == 1:
                return phrase
        raise NotHere

    def _count(self, node: Node, phrase: str) -> int:
        text = "\n".join(f"{each.heading}\n{each.whole_words}" for each in node.walk())
        return len(re.findall(bounded(phrase), text))

    def _put(self, node: Node, out: str, into: str) -> None:
        pattern = bounded(out)
        for each in node.walk():
            each.words = re.sub(pattern, lambda _: into, each.words)
            each.rows = [re.sub(pattern, lambda _: into, row) for row in each.rows]
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
                each.heading = re.sub(bounded(out), lambda _: new, each.heading)
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

    def swap_two(self) -> Step:
        """Two phrases at once, respectively."""
        node = self.choose(lambda n: len(n.words.split()) > 12)
        one, two = self._phrase(node), self._phrase(node)
        words = node.words
        if words.find(one) > words.find(two):
            one, two = two, one
        if words.find(one) + len(one) >= words.find(two):
            raise NotHere
        first, second = f"prompt {self.drafter.number}", f"certified {self.drafter.number}"
        self.drafter.number += 1
        self._put(node, one, first)
        self._put(node, two, second)
        self.touch(node)
        where = self.name(node)
        out, into = f"“{one}” and “{two}”", f"“{first}” and “{second}”"
        return Step(f"in {where}, removing {out} and adding in their places {into}, respectively",
                    f"in {where}, remove {out} and add in their places {into}, respectively")  # fmt: skip

    def swap_intro(self) -> Step:
        """Words of an introductory text, which may stand below it too."""
        node = self.choose(lambda n: bool(n.sign and n.children) and len(n.words.split()) > 6)
        words = node.words.split()
        out = words[self.random.randrange(1, len(words) - 1)].strip(".,;:—()$")
        if not out or len(re.findall(bounded(out), f"{node.heading} {node.words}")) != 1:
            raise NotHere
        new = f"prompt {self.drafter.number}"
        self.drafter.number += 1
        node.words = re.sub(bounded(out), lambda _: new, node.words)
        self.touch(node)
        where = self.random.choice(
            (self.name(node, suffix=" introductory text"), f"the introductory text of {self.name(node)}")
        )
        return Step(
            f"in {where}, removing “{out}” and adding in its place “{new}”",
            f"in {where}, remove “{out}” and add in its place “{new}”",
        )

    def swap_heading(self) -> Step:
        node = self.choose(lambda n: bool(n.sign and n.heading and n.words and len(n.heading.split()) > 1))
        out = node.heading.split()[0]
        if self._count(node, out) != 1:
            raise NotHere
        node.heading = node.heading.replace(out, "Prompt", 1)
        self.touch(node)
        where = f"the heading of {self.name(node)}"
        return Step(
            f"in {where}, removing “{out}” and adding in its place “Prompt”",
            f"in {where}, remove “{out}” and add in its place “Prompt”",
        )

    def swap_sentence(self) -> Step:
        divided = self.drafter.divided
        node = self.choose(lambda n: bool(n.sign) and len(divided.get(n.words, ())) > 1)
        parts = list(divided[node.words])
        n = self.random.randrange(len(parts))
        words = parts[n].split()
        out = words[self.random.randrange(1, len(words) - 1)].strip(".,;:—()$")
        if not out or len(re.findall(bounded(out), parts[n])) != 1:
            raise NotHere
        parts[n] = re.sub(bounded(out), lambda _: "prompt", parts[n])
        node.words = " ".join(parts)
        self.touch(node)
        where = f"the {('first', 'second', 'third', 'fourth', 'fifth', 'sixth')[n]} sentence of {self.name(node)}"
        return Step(
            f"in {where}, removing “{out}” and adding in its place “prompt”",
            f"in {where}, remove “{out}” and add in its place “prompt”",
        )

    def append(self) -> Step:
        """A joint at the end of an item of a list."""
        node = self.choose(lambda n: bool(n.sign) and not n.children and n.words.endswith(";"))
        joint = self.random.choice(("and", "or"))
        node.words += f" {joint}"
        self.touch(node)
        where = self.name(node)
        name = self.random.choice(
            (
                f"“{joint}” at the end of {where}",
                f"the word “{joint}” at the end of {where}",
                f"“{joint}” to the end of {where}",
            )
        )
        return Step(f"adding {name}", f"add {name}")

    def swap_places(self) -> Step:
        """Words that stand as often as is said."""
        node = self.choose(lambda n: bool(n.sign and n.words))
        common = [
            each
            for each in node.words.split()
            if each.isalpha() and len(each) > 2 and self._count(node, each) in (2, 3)
        ]
        if not common:
            raise NotHere
        out = self.random.choice(common)
        many = {2: "two", 3: "three"}[self._count(node, out)]
        for each in node.walk():
            each.heading = re.sub(bounded(out), lambda _: "prompt", each.heading)
        self._put(node, out, "prompt")
        self.touch(node)
        where = self.name(node)
        return Step(f"in {where}, removing “{out}” in {many} places and adding in its place “prompt”",
                    f"in {where}, remove “{out}” in {many} places and add in its place “prompt”")  # fmt: skip

    def table_whole(self) -> Step:
        tables = [each for each in self.section.root.walk() if each.rows]
        if not tables or tables[0] in self.touched or self.section.parent(tables[0]) not in self.free():
            raise NotHere
        table, holder = tables[0], self.section.parent(tables[0])
        table.rows = [
            table.rows[0],
            *(f"{row.split(' | ')[0]} | {self.drafter.number + n}" for n, row in enumerate(table.rows[1:])),
        ]
        self.drafter.number += 20
        self.touch(holder, table)
        self.shows[table] = WHOLE
        name = self.random.choice((f"the table in {self.name(holder)}", f"table 1 to {self.name(holder)}"))
        return Step(f"revising {name}", f"revise {name}", f"{name} is revised", "revision")
