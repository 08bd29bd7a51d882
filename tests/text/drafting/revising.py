"""Acts that give paragraphs other words: revisions, headings, sentences."""

# ruff: noqa: E501 (the words of instructions read best in one line)

from __future__ import annotations

from regtrack.text.provision import Sort
from tests.text.drafting.naming import Named, NotHere, Step, cited
from tests.text.drafting.printing import HEADING, INTRO, WHOLE
from tests.text.drafting.sections import Node


class Revising(Named):
    """Revisions."""

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

    def revise_list(self) -> Step:
        """Paragraphs from all over the section, of some only the introductory text or the heading."""
        items: list[tuple[Node, str]] = []
        for _ in range(self.random.randint(2, 6)):
            found = self.free(lambda n: bool(n.sign))
            if not found:
                break
            node = self.random.choice(found)
            style = self.random.random()
            if node.children and node.words and style < 0.5:
                node.words = self.drafter.sentence()[:-1] + (":" if node.words[-1] in ":—" else ".")
                self.shows[node], field = INTRO, " introductory text"
            elif node.heading and node.words and style < 0.7:
                node.heading = self.drafter.heading()
                self.shows[node], field = HEADING, " heading"
            else:
                self.anew(node)
                self.shows[node], field = WHOLE, ""
            self.touch(node)
            items.append((node, field))
        if len(items) < 2:
            raise NotHere
        order = list(self.section.root.walk())
        items.sort(key=lambda item: order.index(item[0]))
        name = self.listed(items)
        return Step(f"revising {name}", f"revise {name}", f"{name} are revised", "revision")

    def sentences(self) -> Step:
        """Two sentences at once."""
        divided = self.drafter.divided
        node = self.choose(lambda n: bool(n.sign) and len(divided.get(n.words, ())) > 2)
        parts = list(divided[node.words])
        self.touch(node)
        one, two = self.random.choice(((0, 1), (1, 2), (0, 2)))
        words = ("first", "second", "third")
        name = f"the {words[one]} and {words[two]} sentences of {self.name(node)}"
        if self.random.random() < 0.3:
            node.words = " ".join(part for n, part in enumerate(parts) if n not in (one, two))
            return Step(f"removing {name}", f"remove {name}", f"{name} are removed")
        parts[one], parts[two] = self.drafter.sentence(), self.drafter.sentence()
        node.words = " ".join(parts)
        divided[node.words] = parts
        shown = [part if n in (one, two) else "* * *" for n, part in enumerate(parts)]
        self.shows[node] = " ".join(shown)
        return Step(f"revising {name}", f"revise {name}", f"{name} are revised", "revision")

    def revise_flush(self) -> Step:
        """Words without a designator behind a list: a reader may refuse them."""
        flush = [each for each in self.section.root.walk() if not each.step.strip("¶") and not each.rows and each is not
                 self.section.root and each.sort is Sort.WORDS]  # fmt: skip
        flush = [each for each in flush if not any(each.within(other) for other in self.touched)]
        flush = [each for each in flush if self.section.parent(each).marked()]
        if not flush:
            raise NotHere
        node = self.random.choice(flush)
        before = self.section.parent(node).marked()[-1]
        node.words = self.drafter.sentence()
        self.shows[node] = WHOLE
        self.touch(node)
        name = self.random.choice((f"the undesignated paragraph following {self.name(before)}",
                                   f"the undesignated text after {self.name(before)}"))  # fmt: skip
        return Step(f"revising {name}", f"revise {name}", f"{name} is revised", "revision")
