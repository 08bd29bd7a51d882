"""Official interpretations ("Supplement I"): comments under the headings of the paragraphs that they explain.

The address of comment 39(d)(1)-1.ii is ``39``, ``(d)``, ``(1)``, ``-1``, ``.ii``: what explains a paragraph stands
under what explains the one around it, as the headings do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import attrs

from regtrack.model.scope import Path, covers, spell
from regtrack.text.citing import JOINT, LEVELS, Place, numbers_between, split
from regtrack.text.clause import Clause, StepContext, steps
from regtrack.text.clauses import InstructionReader
from regtrack.text.marks import ROWS, any_of
from regtrack.text.operations import Target, Verb
from regtrack.text.outline import COMMENTARY, outline
from regtrack.text.printed import LineKind, PrintedLine
from regtrack.text.provision import Paragraph, Piece
from regtrack.text.wording import ITALIC, ROMAN, plain

_KEY = re.compile(
    rf"(?:(?:Paragraphs?|Comments?|Subheading)\s+)?(?P<section>\d{{1,4}}[a-z]?)\s*(?P<levels>{LEVELS})(?=[\s.,:;—–A-Z-]|$)",
    re.IGNORECASE,
)
_TERM_HEADING = re.compile(rf"{ITALIC}[A-Z][^{ROMAN}.:;]{{2,80}}\.?{ROMAN}")
_SECTION = re.compile(r"(?:[Ss]ection|SECTION|§)\s*\d+[a-z]?\.(?P<section>\d+[a-z]?)(?![0-9a-z])")
_APPENDIX = re.compile(r"Appendi(?:x|ces)\s+(?P<id>[A-Z]{1,2}(?:-\d+)?)\b", re.IGNORECASE)
_SUBPART = re.compile(r"Subpart\s+[A-Z]+\b")
_ITEM = r"\d{1,3}(?:\.[ivxl]+(?:\.[A-Z](?:\.\d+)?)?)?"


def key_of(heading: str) -> Path | None:
    """Return the address that a heading of an interpretation opens; None for other words."""
    if match := _SECTION.match(heading):
        return (match["section"],)
    if match := _KEY.match(heading):
        return (match["section"], *steps(split(match["levels"])))
    if match := _APPENDIX.match(heading):
        return (f"app. {match['id'].upper()}",)
    return (heading.rstrip("."),) if heading.rstrip(".") == "Introduction" else None


def comment_steps(comment: str) -> Path:
    """Return ``1.ii.A`` as the steps of an address."""
    first, *rest = comment.rstrip(".").split(".")
    return (f"-{first}", *(f".{each}" for each in rest))


def read_commentary(lines: Iterable[PrintedLine], *, named: frozenset[Path] = frozenset()) -> tuple[Piece, ...]:
    """Return the comments of an interpretation, with stars where some are left out."""
    found: list[Piece] = []
    base: Path = ()
    waiting: list[PrintedLine] = []

    def flush() -> None:
        inside = frozenset(each[len(base) :] for each in named if each[: len(base)] == base)
        for piece in outline(waiting, named=inside, numbering=COMMENTARY):
            paragraph = piece.paragraph
            moved = attrs.evolve(paragraph, address=(*base, *paragraph.address)) if paragraph is not None else None
            if moved is not None and moved.address == base:
                moved = attrs.evolve(moved, address=(*base, "¶0"))
            found.append(attrs.evolve(piece, paragraph=moved))
        waiting.clear()

    for line in lines:
        words = plain(line.text)
        if line.mark is LineKind.HEADING and _SUBPART.match(words):
            continue
        if line.mark is LineKind.SUBJECT and found and found[-1].paragraph is not None and not waiting:
            last = found[-1].paragraph
            found[-1] = Piece(attrs.evolve(last, heading=f"{last.heading} {words}".strip()))
            continue
        key = key_of(words) if line.mark in (LineKind.HEADING, LineKind.WORDS, LineKind.SECTION) else None
        if key is not None and (line.mark is not LineKind.WORDS or len(words) < 260):
            flush()
            base = key
            found.append(Piece(Paragraph(key, words)))
        elif base and words and (line.mark is LineKind.HEADING or _TERM_HEADING.fullmatch(line.text)):  # a defined term
            flush()
            base = (base[0], f"def:{words.rstrip('.')}")
            found.append(Piece(Paragraph(base, words)))
        else:
            waiting.append(line)
    flush()
    return tuple(found)


# --- instructions -----------------------------------------------------------------------------------------------------

_SHARED = "reserved passive also active in_place read each with times side quote period end".split()
_MARKS = any_of(
    {
        "supplement": r"\b(?i:supplement)\s+[IVX]+(?:\s+to\s+[Pp]art\s+\d+)?",
        **{name: ROWS[name] for name in _SHARED},
        "intro": rf"\bintroductory\s+text\s+(?:of|to|in)\s+(?=paragraphs?\s+{_ITEM}\b)",
        "items": rf"\b(?:[Pp]aragraphs?|[Cc]omments?)\s+(?={_ITEM}(?!\w|\())",
        "sections": r"§+\s*\d+[a-z]?\.\d+[a-z]?(?:\s*,?\s*(?:and\s+)?§?\s*\d+[a-z]?\.\d+[a-z]?)*",
        "commentary": r"\bSection\s+\d+[a-z]?\.(?P<section>\d+[a-z]?)\b",
        "key": r"\b(?:(?:[Pp]aragraphs?|[Cc]omments?|(?:[Ss]ub)?heading(?:\s+for)?|[Ss]ubsection)\s+)?"
               rf"(?P<number>\d{{1,4}}[a-z]?)(?P<levels>{LEVELS})(?:-(?P<comment>{_ITEM}))?",
        "appendix": r"\bAppendi(?:x|ces)\s+(?P<id>[A-Z]{1,2}(?:-\d+)?)\b(?!\s+to\s+[Pp]art)",
        "heading": r"\bheadings?\b",
        "sentence": r"\b(?:\w+\s+)?sentences?\b",
        "as": ROWS["as"],
    }
)  # fmt: skip
_INNER = r"[ivxl]{1,5}(?=[\s,.;])"
_ITEMS = re.compile(rf"(?P<item>{_ITEM}|{_INNER})\.?(?:\s+(?P<intro>introductory\s+text))?")
_JOINT = re.compile(
    rf"{JOINT}(?:new(?:ly\s+\w+)?\s+)?(?:paragraphs?\s+|comments?\s+)?(?=(?:{_ITEM}(?![\w(])|{_INNER}))"
)
_TITLE = re.compile(
    r"(?:[\s.—–-]+(?![Pp]aragraphs?\s|[Cc]omments?\s|is\s|are\s|and\s+(?:[Pp]aragraphs?|[Cc]omments?)\s|as\s|and\s+(?:revis|remov|add))"
    r"[^\s,:;]+)*?(?=\s*(?:[,:;]|$)|\s+(?:is|are|as)\s|\s+and\s+(?:[Pp]aragraphs?|[Cc]omments?|\d+\()|\s+[Pp]aragraphs?\s+\d)"
)
_UNDER = re.compile(r"\b[Uu]nder\s+(?:the\s+)?(?:new(?:ly\s+\w+)?\s+)?(?:[Ss]ub)?(?:heading\s+|[Cc]omment\s+)?$")


class CommentaryReader(InstructionReader):
    """One reading of one instruction on an interpretation.

    Args:
        text: without its number, white space squeezed.
        provision: the supplement.
        inherited: what the instruction over this step named.
    """

    marks = _MARKS

    def __init__(self, text: str, provision: Path, inherited: StepContext | None) -> None:
        self.provision, self.over = provision, inherited or StepContext()
        self.base = next((each.address for each in self.over.inside if each.provision == provision), ())
        self.heading = self.intro = False
        super().__init__(text, Place({}, None, None), None)
        if not self.clauses:
            self.clauses.append(Clause(Verb.AMEND, self.standing(), doubt=self.doubt))

    def context(self) -> StepContext:
        """Return what steps under the instruction belong to."""
        limit = self.over.limit or self.unread_words()
        return StepContext(annexes=(spell(self.provision),), inside=(Target(self.provision, self.base),), limit=limit)

    def standing(self) -> list[Target]:
        """Return what is meant when a clause names nothing."""
        return list(self.inside) or [Target(self.provision, self.base)]

    def put(self, target: Target) -> None:
        """Give a target to the clause that is open, or keep it for the next verb."""
        if self.heading:
            target, self.heading = attrs.evolve(target, field=":heading"), False
        super().put(target)

    def _passively(self, verb: Verb, mark: re.Match[str]) -> None:
        if self.heading:
            self.put(Target(self.provision, self.base))
        if verb is Verb.ADD:  # "the heading 35(e) Rules ... is added": what has nothing else
            self.waiting = [attrs.evolve(each, field="") for each in self.waiting]
        super()._passively(verb, mark)

    def _on_heading(self, _mark: re.Match[str]) -> None:
        self.heading = True

    def _on_sentence(self, _mark: re.Match[str]) -> None:
        self.unread("a sentence of a comment")

    def _on_intro(self, _mark: re.Match[str]) -> None:
        self.intro = True

    def _on_commentary(self, mark: re.Match[str]) -> int:
        return self._key_at((mark["section"],), mark, "")

    def _on_sections(self, mark: re.Match[str]) -> None:
        for section in re.findall(r"\d+[a-z]?\.(\d+[a-z]?)", mark[0]):
            self.put(Target(self.provision, (section,)))

    def _on_appendix(self, mark: re.Match[str]) -> int:
        return self._key_at((f"app. {mark['id']}",), mark, "")

    def _on_key(self, mark: re.Match[str]) -> int:
        return self._key_at((mark["number"], *steps(split(mark["levels"]))), mark, mark["comment"] or "")

    def _key_at(self, address: Path, mark: re.Match[str], comment: str) -> int:
        self.inside = []
        if comment:
            self.put(Target(self.provision, (*address, *comment_steps(comment))))
            self.base = address
            return mark.end()
        title = _TITLE.match(self.text, mark.end())
        end = title.end() if title else mark.end()
        before = self.text[: mark.start()]
        named_heading = re.search(r"\bheading(?:\s+for)?\s", mark[0]) is not None and "sub" not in mark[0].lower()
        only_heading = named_heading and not re.match(r"\s+and\s+[Pp]aragraph", self.text[end:])
        if _UNDER.search(before) or re.match(r"\s*:", self.text[end:]) or self._leads(address, end):
            self.base = address
            return end
        self.heading = self.heading or (only_heading and bool(re.search(r"\brevis", self.text[end:])))
        self.put(Target(self.provision, address))
        self.base = address
        return end

    def _leads(self, address: Path, end: int) -> bool:
        """Whether what follows a heading, after a comma, are its comments or a heading under it."""
        comma = re.match(r"\s*,\s*", self.text[end:])
        below = key_of(self.text[end + comma.end() :]) if comma else None
        if below is not None and below != address and covers(address, below):  # "Section 1026.32—Title, 32(a) Title"
            return True
        return bool(
            re.match(
                r"\s*,\s*(?:[Uu]nder\s|(?:the\s+)?(?:introductory|[Pp]aragraphs?\s+\d|(?:[Ss]ub)?heading\s|comments?\s+\d))",
                self.text[end:],
            )
        )

    def _on_items(self, mark: re.Match[str]) -> int:
        position = mark.end()
        last: Path = ()
        through = False
        while item := _ITEMS.match(self.text, position):
            address = comment_steps(item["item"])
            if item["item"].isalpha():  # "paragraphs 1 and i"
                address = (*last[:1], f".{item['item']}")
            field = ":intro" if item["intro"] or self.intro else ""
            for step in (numbers_between(last[-1], address[-1], "-") or ()) if through and last else ():
                self.put(Target(self.provision, (*self.base, step)))
            self.put(Target(self.provision, (*self.base, *address), field))
            last, position, self.intro = address, item.end(), False
            joint = _JOINT.match(self.text, position)
            if joint is None:
                break
            through = "through" in joint[0]
            position = joint.end()
        return position
