"""Made-up sections as trees: designators, run-in headings, definitions, lists, tables, notes, words without one."""

# ruff: noqa: E501 (the words of instructions read best in one line)

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import attrs

from regtrack.model.scope import Path, path_of
from regtrack.text.provision import Paragraph, Sort

STYLES = "a1iA1i"
"""How the levels of a section count, from the outside in; the last two in italics."""
_NUMERALS = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx")
_WHO = (
    "lender,borrower,operator,carrier,exporter,licensee,vessel owner,State agency,importer,contractor,facility,grantee"
)
_DOES = "file,submit,retain,certify,disclose,post,review,approve,report,deliver,verify,record"
_WHAT = (
    "a written notice,the annual report,each record,an application,the permit,a copy of the plan,the fee,a safety plan,"
    "the statement,an itemized list,the survey results,all test data"
)
_WHEN = (
    "within {n} days,no later than {n} months after closing,for {n} years,before 5 p.m. on day {n},at least {n} times a year,"
    "under § 9.{n},as paragraph (b)({n}) of this section requires,in accordance with {n} U.S.C. 1701,"
    "if the value exceeds ${n}.50,on Form No. {n},except as provided in § 9.{n}(a)(1),(or {n} hours in an emergency)"
)
_TERMS = "Account,Adjusted basis,Bulk carrier,Covered loan,Day,Delivery site,Eligible person,Fiscal year,Gross weight,"
_TERMS += "Highway route,Insured bank,Joint venture,Land,Low-income family,Net worth,Operator,Owner or holder,Port,Ship"
_HEADINGS = (
    "Scope,Applicability,General rule,Exceptions,Records,Timing of notices,Fees and costs,Filing,Appeals,Content,"
    "Transition period,Effect on other laws,Who must file,Duties"
)


@attrs.define(eq=False)
class Node:
    """A paragraph with what stands under it.

    Attributes:
        rows: of a table, its heads first.
        opens: a term in italics with which a paragraph that has a designator begins.
    """

    sign: str = ""
    heading: str = ""
    words: str = ""
    term: str = ""
    opens: str = ""
    sort: Sort = Sort.WORDS
    rows: list[str] = attrs.Factory(list)
    level: int = 0
    children: list[Node] = attrs.Factory(list)

    @property
    def step(self) -> str:
        return f"({self.sign})" if self.sign else f"def:{self.term}" if self.term else "¶"

    @property
    def whole_words(self) -> str:
        return "\n".join(self.rows[1:]) if self.rows else self.words

    def marked(self) -> list[Node]:
        return [each for each in self.children if each.sign]

    def walk(self) -> Iterator[Node]:
        yield self
        for each in self.children:
            yield from each.walk()

    def within(self, other: Node) -> bool:
        return any(each is self for each in other.walk())


@attrs.define(eq=False)
class Section:
    """A section: its number in part 9 of title 12, its subject, and a root that holds its own words."""

    number: str
    subject: str
    root: Node
    shape: str = ""

    @property
    def path(self) -> Path:
        return path_of(f"12 CFR {self.number}")

    def address(self, node: Node) -> Path:
        return self._trail(self.root, node) or ()

    def _trail(self, at: Node, node: Node) -> Path | None:
        if at is node:
            return ()
        for each in at.children:
            below = self._trail(each, node)
            if below is not None:
                return (each.step, *below)
        return None

    def parent(self, node: Node) -> Node:
        return next(each for each in self.root.walk() if any(child is node for child in each.children))

    def paragraphs(self) -> list[Paragraph]:
        """What the section says, in printed order; what has no designator stands at ``¶``."""
        found = [Paragraph((), words=self.root.words)] if self.root.words else []
        return [*found, *self._below(self.root, ())]

    def _below(self, node: Node, address: Path) -> Iterator[Paragraph]:
        for each in node.children:
            there = (*address, each.step)
            yield Paragraph(there, each.heading, each.whole_words, each.sort)
            yield from self._below(each, there)


def counted(style: str, value: int) -> str:
    """The designator of a value: ``aa`` after ``z``, ``iv``, ``B``."""
    if style == "1":
        return str(value)
    if style == "i":
        return _TENS[value // 10] + _NUMERALS[value % 10]
    letter = "abcdefghijklmnopqrstuvwxyz"[(value - 1) % 26] * ((value - 1) // 26 + 1)
    return letter if style == "a" else letter.upper()


def value_of(node: Node) -> int:
    """What the designator of a paragraph counts."""
    return next(n for n in range(1, 79) if counted(STYLES[node.level], n) == node.sign)


class Drafter:
    """Draws sections and words."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.number = 100
        self.divided: dict[str, list[str]] = {}  # words as their sentences

    def chance(self, likely: float) -> bool:
        return self.random.random() < likely

    def pick(self, words: str) -> str:
        return self.random.choice(words.split(","))

    def clause(self) -> str:
        self.number += 1
        when = self.pick(_WHEN).format(n=self.number)
        return f"{self.pick(_DOES)} {self.pick(_WHAT)} {when}"

    def sentence(self) -> str:
        modal = self.random.choice(("must", "shall", "may", "must not"))
        return f"{self.random.choice(('A', 'Each', 'The'))} {self.pick(_WHO)} {modal} {self.clause()}."

    def sentences(self, most: int = 3) -> str:
        parts = [self.sentence() for _ in range(self.random.randint(1, most))]
        self.divided[" ".join(parts)] = parts
        return " ".join(parts)

    def heading(self) -> str:
        return self.pick(_HEADINGS) + "."

    def section(self, number: str, shape: str) -> Section:
        root = Node()
        getattr(self, f"_{shape}")(root)
        return Section(number, f"{self.pick(_HEADINGS)} of {self.pick(_WHO)}s.", root, shape)

    # --- shapes -----------------------------------------------------------------------------------------------------

    def _top(self, root: Node, count: int, depth: int, *, headed: bool, start: int = 0) -> None:
        for value in range(1, count + 1):
            made = self.nested(start, depth, headed=headed)
            made.sign = counted(STYLES[start], value)
            root.children.append(made)

    def nested(self, level: int, depth: int, *, headed: bool = False, item: str = "") -> Node:
        """As :meth:`node`, with the levels below it counted on."""
        made = Node(level=level, sign="?")
        made.heading = self.heading() if headed else ""
        if depth <= 1 or level >= 5 or not self.chance(0.65):
            made.words = self.sentences() if not item else self._item(item)
            return made
        listed = bool(item) or self.chance(0.6)
        if made.heading and not item and self.chance(0.3):
            made.heading, listed = made.heading.rstrip(".") + "—", False
        elif listed:
            made.words = (self._item("") if item else self.sentence()[:-1]) + self.random.choice((":", "—", ":"))
        else:
            made.words = self.sentences()
        count, joint = self.random.randint(2, 4), self.random.choice(("; and", "; or"))
        inner_headed = not listed and (made.words == "" or self.chance(0.4))
        last = item or "."
        for value in range(1, count + 1):
            end = "" if not listed else last if value == count else joint if value == count - 1 else ";"
            child = self.nested(level + 1, depth - 1, headed=inner_headed, item=end)
            child.sign = counted(STYLES[level + 1], value)
            made.children.append(child)
        return made

    def _item(self, end: str) -> str:
        words = self.clause() + end
        return words[0].upper() + words[1:]

    def _plain(self, root: Node) -> None:
        root.words = self.sentence() if self.chance(0.2) else ""
        self._top(root, self.random.randint(3, 6), self.random.randint(1, 5), headed=self.chance(0.6))

    def _long(self, root: Node) -> None:
        self._top(root, self.random.randint(9, 29), self.random.choice((1, 1, 2, 3)), headed=self.chance(0.5))

    def _roman(self, root: Node) -> None:
        self._top(root, self.random.randint(8, 11), 1, headed=self.chance(0.5))
        for place in self.random.sample(range(len(root.children)), 4):
            parent = root.children[place]
            parent.words = self.sentence()[:-1] + ":"
            for value in range(1, 3):
                child = Node(sign=str(value), level=1, words=self._item(":"))
                child.children = [
                    Node(sign=counted("i", n), level=2, words=self._item(";"))
                    for n in range(1, self.random.randint(3, 8))
                ]
                parent.children.append(child)

    def _numbered(self, root: Node) -> None:
        root.words = self.sentence()[:-1] + ":"
        self._top(root, self.random.randint(3, 12), self.random.choice((1, 2)), headed=False, start=1)

    def _flush(self, root: Node) -> None:
        self._top(root, self.random.randint(3, 5), 2, headed=self.chance(0.5))
        for each in root.children:
            if each.children and self.chance(0.6):
                each.children.append(Node(words=self.sentences(2)))
        if self.chance(0.5):
            root.children.append(Node(words=self.sentences(2)))

    def _definitions(self, root: Node) -> None:
        root.words = self.random.choice(
            ("As used in this part:", "For the purposes of this part, the following apply:")
        )
        root.children = self.defined(self.random.randint(4, 9))

    def _numbered_terms(self, root: Node) -> None:
        root.words = "As used in this part:"
        terms = sorted(self.random.sample(_TERMS.split(","), self.random.randint(4, 9)), key=str.lower)
        for value, term in enumerate(terms, 1):
            made = Node(sign=counted("a", value), opens=term, words=f"{term} means {self.clause()}.")
            if self.chance(0.3):
                made.words = made.words[:-1] + ":"
                made.children = [
                    Node(sign=str(n), level=1, words=self._item(";" if n < 3 else ".")) for n in range(1, 4)
                ]
            root.children.append(made)

    def _quoted_terms(self, root: Node) -> None:
        self._definitions(root)
        for each in root.children:
            each.words = each.words.replace(each.term, f"“{each.term}”", 1)

    def _inner_definitions(self, root: Node) -> None:
        self._top(root, self.random.randint(3, 5), 2, headed=True)
        place = self.random.randrange(len(root.children))
        root.children[place].heading = "Definitions."
        root.children[place].words = "As used in this section:"
        root.children[place].children = self.defined(self.random.randint(3, 6))

    def defined(self, count: int) -> list[Node]:
        terms = sorted(self.random.sample(_TERMS.split(","), count), key=str.lower)
        return [self.definition(term) for term in terms]

    def definition(self, term: str) -> Node:
        made = Node(term=term, words=f"{term} means {self.clause()}.", level=0)
        if self.chance(0.25):
            made.words = made.words[:-1] + ":"
            made.children = [Node(sign=str(n), level=1, words=self._item(";" if n < 3 else ".")) for n in range(1, 4)]
        return made

    def quoted(self, like: Node, made: Node) -> Node:
        """A definition whose term is quoted as that of another one."""
        if like.words.startswith("“"):
            made.words = made.words.replace(made.term, f"“{made.term}”", 1)
        return made

    def new_term(self, taken: list[str]) -> str:
        return self.random.choice([each for each in _TERMS.split(",") if each not in taken])

    def _flat(self, root: Node) -> None:
        root.words = self.sentences(2)
        root.children = [Node(words=self.sentences(2)) for _ in range(self.random.randint(1, 4))]

    def _table(self, root: Node) -> None:
        self._top(root, self.random.randint(2, 4), 2, headed=self.chance(0.5))
        holder = root.children[self.random.randrange(len(root.children))]
        holder.words = self.sentence()[:-1] + " as set out in the following table:"
        names = sorted(self.random.sample(_TERMS.split(","), self.random.randint(4, 7)), key=str.lower)
        rows = ["Item | Days", *(f"{name} | {self.random.randint(10, 99)}" for name in names)]
        holder.children = [Node(sort=Sort.TABLE, rows=rows)]

    def _note(self, root: Node) -> None:
        self._plain(root)
        root.children.append(
            Node(
                sort=Sort.NOTE, words="(Approved by the Office of Management and Budget under control number 1234-0007)"
            )
        )


SHAPES = ("plain", "plain", "plain", "long", "roman", "numbered", "flush", "definitions", "quoted_terms", "numbered_terms", "inner_definitions", "flat",
          "table", "note")  # fmt: skip
