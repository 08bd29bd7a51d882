"""A section as the eCFR prints it, and what the Register prints of it below an instruction."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import attrs

from regtrack.text.provision import Sort
from tests.text.drafting.sections import Node, Section

WHOLE, INTRO, HEADING = "whole", "intro", "heading"
ITALIC_FROM = 4


def _signed(node: Node, mark: tuple[str, str]) -> str:
    if not node.sign:
        return ""
    sign = f"{mark[0]}{node.sign}{mark[1]}" if node.level >= ITALIC_FROM else node.sign
    return f"({sign}) "


class Printer:
    """Writes paragraphs with the marks of emphasis of one kind of file."""

    def __init__(self, mark: tuple[str, str], *, register: bool) -> None:
        self.mark, self.register = mark, register

    def head(self, node: Node) -> str:
        """The designator and the heading."""
        begin, end = self.mark
        heading, dash = node.heading.removesuffix("—"), "—" * node.heading.endswith("—")
        return _signed(node, self.mark) + (f"{begin}{escape(heading)}{end}{dash}" if heading else "")

    def body(self, node: Node) -> str:
        begin, end = self.mark
        words = escape(node.words, quote=False)
        if node.term and words.startswith(node.term):
            return f"{begin}{node.term}{end}{words[len(node.term) :]}"
        if node.sign and node.opens and words.startswith(node.opens):
            return f"{begin}{node.opens}{end}{words[len(node.opens) :]}"
        return words

    def own(self, node: Node) -> str:
        """A paragraph without what stands under it, as an element."""
        if node.rows:
            return self._table(node)
        if node.sort is Sort.NOTE:
            return f"<APPRO>{escape(node.words)}</APPRO>"
        head = self.head(node)
        return f"<P>{head}{' ' if node.heading and node.words else ''}{self.body(node)}</P>"

    def all(self, node: Node) -> list[str]:
        """A paragraph with what stands under it; a heading without words runs into the first one below."""
        if node.heading and not node.words and node.children and node.children[0].sign:
            first, *rest = self.all(node.children[0])
            run_in = f"<P>{self.head(node)}{first[3:]}"
            return [run_in, *rest, *(line for each in node.children[1:] for line in self.all(each))]
        return [self.own(node), *(line for each in node.children for line in self.all(each))]

    def _table(self, node: Node) -> str:
        heads, *rows = [row.split(" | ") for row in node.rows]
        if not self.register:
            cells = ["".join(f"<TD>{escape(cell)}</TD>" for cell in row) for row in rows]
            top = "".join(f"<TH>{head}</TH>" for head in heads)
            body = "".join(f"<TR>{row}</TR>" for row in cells)
            return f"<DIV><TABLE><THEAD><TR>{top}</TR></THEAD><TBODY>{body}</TBODY></TABLE></DIV>"
        top = "".join(f'<CHED H="1">{head}</CHED>' for head in heads)
        stars = '<ROW><ENT I="28">*         *         *         *         *</ENT></ROW>'
        cells = ["".join(f'<ENT I="01">{escape(cell)}</ENT>' for cell in row) for row in rows]
        body = "".join(stars if row[0] == "*" else f"<ROW>{cell}</ROW>" for row, cell in zip(rows, cells, strict=True))
        return f'<GPOTABLE COLS="2"><BOXHD>{top}</BOXHD>{body}</GPOTABLE>'


ECFR = Printer(("<I>", "</I>"), register=False)
REGISTER = Printer(('<E T="03">', "</E>"), register=True)


def code(sections: list[Section]) -> bytes:
    """The part as the eCFR answers."""
    found = []
    for each in sections:
        root = [f"<P>{escape(each.root.words, quote=False)}</P>"] if each.root.words else []
        lines = [*root, *(line for child in each.root.children for line in ECFR.all(child))]
        found.append(f'<DIV8 N="§ {each.number}" TYPE="SECTION"><HEAD>§ {each.number} {escape(each.subject)}</HEAD>'
                     f"{''.join(lines)}</DIV8>")  # fmt: skip
    return (
        f'<ECFR><DIV1 N="12" TYPE="TITLE"><DIV5 N="9" TYPE="PART"><HEAD>PART 9—LENDERS</HEAD>'
        f"{''.join(found)}</DIV5></DIV1></ECFR>"
    ).encode()


@attrs.frozen
class Manner:
    """How an office prints what it leaves out.

    Attributes:
        headed: with the headings of paragraphs whose words are left out.
        inline: the designators of such paragraphs in one line.
        edges: with stars at the beginning and the end of a section.
    """

    headed: bool = False
    inline: bool = False
    edges: bool = True


class _Excerpt:
    """The paragraphs that are shown, with stars for what is left out."""

    def __init__(self, shows: Mapping[Node, str], manner: Manner) -> None:
        self.shows, self.manner = shows, manner
        self.lines: list[str] = []
        self.gap = False
        self.bare: set[str] = set()  # lines that say nothing but where they stand

    def put(self, *lines: str) -> None:
        self.lines += ["<STARS/>"] * self.gap + list(lines)
        self.gap = False

    def shown_within(self, node: Node) -> bool:
        return any(each in self.shows for each in node.walk())

    def node(self, node: Node, *, covered: bool) -> bool:
        """Print a paragraph; whether there is something of it. ``covered``: the stars before it stand for it."""
        shown = self.shows.get(node)
        if not self.shown_within(node):
            self.gap = self.gap or not covered
            return False
        if shown == WHOLE and not any(self.shown_within(each) for each in node.children):
            self.put(*REGISTER.all(node))
            return True
        starred = shown in (None, HEADING)
        if node.rows and shown not in (None, WHOLE):  # the rows that are printed
            self.put(REGISTER.own(Node(rows=shown.split("\n"))))
        elif shown in (WHOLE, INTRO):
            self.put(REGISTER.own(node))
        elif starred:
            bare = REGISTER.head(node if shown == HEADING or self.manner.headed else Node(node.sign, level=node.level))
            self.put(f"<P>{bare.strip()} * * *</P>" if node.sign else f'<P><E T="03">{node.term}</E> * * *</P>')
            self.bare |= {self.lines[-1]} if shown is None and node.sign else set()
        else:  # sentences between stars
            self.put(f"<P>{REGISTER.head(node)} {shown}</P>")
        for each in node.children:
            starred = not self.node(each, covered=starred) and starred
        return True

    def root(self, root: Node) -> list[str]:
        if self.shows.get(root) == INTRO:
            self.put(f"<P>{escape(root.words, quote=False)}</P>")
        elif root.words:
            self.gap = True
        for each in root.children:
            self.node(each, covered=False)
        self.lines += ["<STARS/>"] * self.gap
        if not self.manner.edges:
            self.lines = self.lines[self.lines[0] == "<STARS/>" : -1 if self.lines[-1] == "<STARS/>" else None]
        return self._joined() if self.manner.inline else self.lines

    def _joined(self) -> list[str]:
        """Lines of which one that has only stars runs into the one below it: "(b) * * * (1) A lender ..."."""
        found: list[str] = []
        for each in self.lines:
            if found and found[-1] in self.bare and each.startswith("<P>("):
                joined = f"{found[-1].removesuffix('</P>')} {each[3:]}"
                self.bare |= {joined} if each in self.bare else set()
                found[-1] = joined
            else:
                found.append(each)
        return found


def excerpt(section: Section, shows: Mapping[Node, str], manner: Manner) -> str:
    """What the Register prints of a section."""
    return _section(section, _Excerpt(shows, manner).root(section.root))


def whole(section: Section) -> str:
    """A section as the Register prints it whole."""
    root = [f"<P>{escape(section.root.words, quote=False)}</P>"] if section.root.words else []
    return _section(section, [*root, *(line for each in section.root.children for line in REGISTER.all(each))])


def _section(section: Section, lines: list[str]) -> str:
    return (f"<SECTION><SECTNO>§ {section.number}</SECTNO><SUBJECT>{escape(section.subject)}</SUBJECT>"
            f"{''.join(lines)}</SECTION>")  # fmt: skip
