"""Acts on where paragraphs stand: additions, removals, redesignations."""

from __future__ import annotations

from tests.text.drafting.naming import NotHere, Step, be, joined
from tests.text.drafting.printing import WHOLE
from tests.text.drafting.revising import Revising
from tests.text.drafting.sections import STYLES, Node, counted, value_of


class Moving(Revising):
    """Additions, removals, redesignations."""

    def add(self) -> Step:
        parents = [each for each in (self.section.root, *self.free()) if each.marked() and not each.term]
        parents = [each for each in parents if each not in self.shifted]
        if not parents:
            raise NotHere
        parent = self.random.choice(parents)
        last = parent.marked()[-1]
        new = [self.drafter.nested(last.level, self.random.choice((1, 1, 2)), headed=bool(last.heading))
               for _ in range(self.random.choice((1, 1, 2, 3)))]  # fmt: skip
        start, place = value_of(last), parent.children.index(last) + 1
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
        new = sorted(
            (self.drafter.quoted(holder.children[0], each) for each in new), key=lambda each: each.term.lower()
        )
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
                f"{old} {be(moved)} redesignated as {now}{end}",
                "redesignation",
            ),
            Step(f"adding {named}", f"add {named}", f"{named} {be(new)} added", "addition"),
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
                f"{old} {be(moved)} redesignated as {now}{end}",
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

    def remove_list(self) -> Step:
        """Paragraphs from all over the section."""
        items: list[Node] = []
        for _ in range(self.random.randint(2, 5)):
            found = self.free(lambda n: bool(n.sign))
            found = [each for each in found if sum(e in items for e in self.section.parent(each).marked()) + 1
                     < len(self.section.parent(each).marked())]  # fmt: skip
            if not found:
                break
            items.append(self.random.choice(found))
            self.touch(items[-1])
        if len(items) < 2:
            raise NotHere
        order = list(self.section.root.walk())
        items.sort(key=order.index)
        name = self.listed([(each, "") for each in items])
        for each in items:
            self.section.parent(each).children.remove(each)
        return Step(f"removing {name}", f"remove {name}", f"{name} are removed")

    def reserve_new(self) -> Step:
        """A designator that only holds a place."""
        parents = [
            each for each in (self.section.root, *self.free()) if len(each.marked()) > 1 and each not in self.shifted
        ]
        parents = [each for each in parents if not each.term and all(child.sign for child in each.children)]
        if not parents:
            raise NotHere
        parent = self.random.choice(parents)
        last = parent.marked()[-1]
        made = Node(sign=counted(STYLES[last.level], value_of(last) + 1), level=last.level, words="[Reserved]")
        parent.children.append(made)
        self.shifted.append(parent)
        self.touch(made)
        name = self.name(made)
        return Step(f"adding and reserving {name}", f"add and reserve {name}")

    def carry(self) -> Step:
        """A paragraph goes under another one."""
        node = self.choose(lambda n: bool(n.sign) and not n.children)
        home = self.section.parent(node)
        homes = [each for each in self.free() if each.sign and each.level == home.level and each is not home
                 and each.marked()
                 and home is not self.section.root and each not in self.shifted]  # fmt: skip
        if not homes or home in self.shifted or home.marked()[-1] is not node or len(home.marked()) < 2:
            raise NotHere
        other = self.random.choice(homes)
        if other.children[-1] is not other.marked()[-1] or home.children[-1] is not node:
            raise NotHere
        was = self.name(node)
        home.children.remove(node)
        node.sign = counted(STYLES[node.level], value_of(other.marked()[-1]) + 1)
        other.children.append(node)
        self._shifted(other, [node], [])
        self.shifted.append(home)
        now = self.name(node)
        return Step(f"redesignating {was} as {now}", f"redesignate {was} as {now}", f"{was} is redesignated as {now}")
