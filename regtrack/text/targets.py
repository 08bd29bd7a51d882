"""The provisions that an amendatory instruction names, as paths of the CFR.

An instruction is read from left to right as a row of marks: a part, a section, an appendix, a list of paragraphs. Each
mark says where the next ones belong. Words in quotation marks are text to be put in or taken out and name nothing,
except after "definition of". What has no certain reading gives the section or the part that it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum

import attrs

from regtrack.text.citing import (
    ANNEX,
    AUTHORITY,
    LEVELS,
    PART,
    SECTION,
    Cited,
    Place,
    annexes,
    closed,
    parts_from,
    sections_from,
    spelled,
)
from regtrack.text.designators import Levels
from regtrack.text.lists import (
    FIELD,
    NEW,
    ListParagraph,
    belongs_to_next_section,
    field_of,
    read_list,
    read_list_after,
    skip_list,
)


@attrs.frozen
class EnclosingProvision:
    """What the paragraphs of an instruction, or of its steps, are paragraphs of.

    Attributes:
        sections: sections, each with the levels that were named with it.
        annexes: appendices or supplements; what is named in them has no path of its own.
        inner: the only paragraph that was named, when a step goes on inside it.
    """

    sections: tuple[Cited, ...] = ()
    annexes: tuple[str, ...] = ()
    inner: Levels = ()

    @property
    def targets(self) -> tuple[str, ...]:
        """What is meant when nothing smaller is named."""
        if self.annexes:
            return self.annexes
        return tuple(section.cite(self.inner) if self.inner else section.cite() for section in self.sections)


class _Kind(Enum):
    WHOLE = "a section, until something smaller is named in it"
    KEPT = "a section in which something could not be read"
    NUMBERED = "a paragraph such as (1)(iii), which may be one of a definition"
    DEFINITION = "a definition"
    OTHER = "anything else that is certain"


@attrs.frozen
class _Named:
    kind: _Kind
    target: str
    section: str = ""


_OF = r"\s+(?:of|to|for|in)\s+"
_CHANGE = r"(?:[Rr]evis|[Aa]mend|[Aa]dd|[Rr]emov)(?:e|es|ing)?\s+(?:the|a)\s+"
_MARKS = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            ("definition", r"\bdefinitions?\b[^“”§.;:]{0,60}?(?=“)"),
            ("quote", r"“[^”]*”|\"[^\"]*\"|\[label:[^\]]*\]"),
            ("authority", AUTHORITY),
            ("annex", ANNEX),
            ("section", SECTION),
            ("part", PART),
            ("field_of", rf"\b(?P<of>{FIELD}){_OF}{NEW}paragraphs?\s+(?={LEVELS})"),
            ("paragraphs", rf"\b[Pp]aragraphs?\s*(?={LEVELS})"),
            ("intro", rf"\bintroductory\s+text\b(?P<intro_of>{_OF}(?=§|[Ss]ection))?"),
            ("rest", r"\b(?:end|rest|remainder)\s+of\s+(?:the\s+)?section\b"),
            ("heading", rf"\bsection\s+headings?\b|\b{_CHANGE}headings?\b(?!{_OF})"),
        )
    )
)
_TERM = re.compile(r"“(?P<term>[^”]*)”(?P<more>\s*,?\s*(?:and|or)?\s*(?=“))?")
_BESIDE = re.compile(r"\b(?:above|below|after|before|following|follows|precedes|preceding)\s+(?:the\s+)?$")
_INTO = re.compile(r"\bto\s+(?:new\s+)?$")
_MADE = re.compile(r"\bas\s+(?:an?\s+)?(?:new\s+)?$")


def read_targets(
    text: str, place: Place, inherited: EnclosingProvision | None
) -> tuple[tuple[str, ...], EnclosingProvision | None]:
    """Return the provisions named, and what steps under this instruction belong to.

    Args:
        text: the instruction, white space squeezed.
        place: where it stands.
        inherited: what the instruction over this step named; None for one that is no step.

    Returns:
        Targets as :func:`regtrack.model.scope.spell` writes them, in order; and the base for steps.
    """
    reader = _TargetReader(text, place, inherited or EnclosingProvision())
    reader.read()
    return reader.targets(), reader.base()


class _TargetReader:
    """One reading of one instruction."""

    def __init__(self, text: str, place: Place, inherited: EnclosingProvision) -> None:
        self.text, self.place, self.inherited = closed(text), place, inherited
        self.sections, self.annexes = inherited.sections, inherited.annexes
        self.own = False
        self.named: list[_Named] = []
        self.subparts: list[tuple[str, bool]] = []
        self.parts: list[str] = []
        self.authority = False
        self.lists: list[Levels] = []
        self.pending: list[ListParagraph] = []

    def read(self) -> None:
        position = 0
        while mark := _MARKS.search(self.text, position):
            name = next(name for name in _READERS if mark[name] is not None)
            beside = self._before(mark, _BESIDE)
            position = skip_list(self.text, mark.end()) if beside else _READERS[name](self, mark)

    def targets(self) -> tuple[str, ...]:
        finer = {each.section for each in self.named if each.kind not in (_Kind.WHOLE, _Kind.KEPT)}
        defined = {each.section for each in self.named if each.kind is _Kind.DEFINITION}
        found = [
            each.target
            for each in self.named
            if not (each.kind is _Kind.WHOLE and each.section in finer)
            and not (each.kind is _Kind.NUMBERED and each.section in defined)
        ]
        found += [name for name, made in self.subparts if made or not found]
        return tuple(dict.fromkeys(found or self._larger()))

    def _larger(self) -> list[str]:
        """Return what is meant by an instruction that names no section."""
        if self.inherited.targets:
            return [spelled(target) for target in self.inherited.targets]
        if self.authority:
            own = self.place.cite(self.place.part) if self.place.part else None
            return [f"{part}:authority" for part in self.parts or ([own] if own else [])]
        return self.parts

    def base(self) -> EnclosingProvision | None:
        if self.annexes:
            return EnclosingProvision(annexes=self.annexes)
        if not self.sections:
            return None
        inner = self.lists[0] if len(self.sections) == 1 and len(set(self.lists)) == 1 else ()
        return EnclosingProvision(self.sections, inner=inner if self.own or self.lists else self.inherited.inner)

    # --- marks: each reader returns where to go on -----------------------------------------------------------------

    def _definition(self, mark: re.Match[str]) -> int:
        end = mark.end()
        while term := _TERM.match(self.text, end):
            end = term.end()
            word = term["term"].strip(" ,.;")
            if word and not re.search(r"[@:]", word):
                self._name(_Kind.DEFINITION, prefix=f"def:{word}@")
            if term["more"] is None:
                break
        return end

    def _quote(self, mark: re.Match[str]) -> int:
        return mark.end()

    def _authority(self, mark: re.Match[str]) -> int:
        self.authority = True
        return mark.end()

    def _annex(self, mark: re.Match[str]) -> int:
        names = annexes(mark, self.place)
        if mark["noun"].lower().startswith("subpart"):
            placed_into = mark["annex_part"] is None and self._before(mark, _INTO)
            if not self.annexes and not placed_into:
                self.subparts += [(name, self._before(mark, _MADE)) for name in names]
        elif not self.annexes or mark["annex_part"]:  # else one that a commentary speaks about
            self.annexes = names
            self.named += [_Named(_Kind.OTHER, name, name) for name in names]
        return mark.end()

    def _section(self, mark: re.Match[str]) -> int:
        numbers, certain, end = sections_from(self.text, mark, self.place)
        if self.authority:  # an entry of the citation, and not the section, is changed
            return end
        if self.annexes:  # a comment is named after the section that it comments
            before = self.text[: mark.start()]
            if self.inherited.annexes or "§" not in mark[0] or not re.search(r"\band\s+$", before) or "nder " in before:
                return end
            self.annexes = ()
        self.sections, self.own = numbers, True
        self.named += [_Named(_Kind.WHOLE, spelled(each.cite()), each.number) for each in numbers]
        if not certain:
            self.parts += [part for each in numbers if (part := self.place.cite(each.part))]
            self.named += [_Named(_Kind.OTHER, spelled(part)) for part in dict.fromkeys(self.parts)]
        items, self.pending = self.pending, []
        self._add(items)
        if len(numbers) == 1 and numbers[0].levels:
            items, end = read_list_after(self.text, end, numbers[0].levels)
            self._add(items)
        return end

    def _part(self, mark: re.Match[str]) -> int:
        parts, end = parts_from(self.text, mark, self.place)
        self.parts += parts
        return end

    def _field_of(self, mark: re.Match[str]) -> int:
        return self._list(mark, field_of(mark["of"]))

    def _paragraphs(self, mark: re.Match[str]) -> int:
        return self._list(mark, "")

    def _intro(self, mark: re.Match[str]) -> int:
        inner = () if self.own or self.lists else self.inherited.inner
        if mark["intro_of"]:
            self.pending.append(ListParagraph((), ":intro"))
        else:
            self._name(_Kind.OTHER, inner, ":intro", inside=not inner)
        return mark.end()

    def _rest(self, mark: re.Match[str]) -> int:
        self._name(_Kind.KEPT)
        return mark.end()

    def _heading(self, mark: re.Match[str]) -> int:
        self._name(_Kind.OTHER, field=":heading")
        return mark.end()

    # --- naming -----------------------------------------------------------------------------------------------------

    def _list(self, mark: re.Match[str], field: str) -> int:
        items, end = read_list(self.text, mark.end(), field)
        if belongs_to_next_section(self.text, end):
            self.pending += items
        else:
            self._add(items)
        return end

    def _add(self, items: list[ListParagraph]) -> None:
        """Name paragraphs of the section in question."""
        if self.annexes:
            return
        for item in items:
            if item.levels is None:
                self._name(_Kind.KEPT)
            else:
                self.lists += [item.levels] if item.levels else []
                kind = _Kind.NUMBERED if item.numbered else _Kind.OTHER
                self._name(kind, item.levels, item.field, inside=item.numbered or not item.levels)

    def _name(
        self, kind: _Kind, levels: Levels = (), field: str = "", *, inside: bool = True, prefix: str = ""
    ) -> None:
        """Name something in the only section in question; in several sections, or in none, it is not certain.

        Args:
            kind: what it is.
            levels: its paragraph.
            field: its part without a designator.
            inside: the paragraph is one of those with which the section was named.
            prefix: what goes before the section.
        """
        if len(self.sections) == 1 and not self.annexes:
            section = self.sections[0]
            cited = section.cite((*section.levels, *levels) if inside else levels)
            self.named.append(_Named(kind, spelled(f"{prefix}{cited}{field}"), section.number))

    def _before(self, mark: re.Match[str], words: re.Pattern[str]) -> bool:
        return bool(words.search(self.text[max(0, mark.start() - 24) : mark.start()]))


_READERS: dict[str, Callable[[_TargetReader, re.Match[str]], int]] = {
    "definition": _TargetReader._definition,
    "quote": _TargetReader._quote,
    "authority": _TargetReader._authority,
    "annex": _TargetReader._annex,
    "section": _TargetReader._section,
    "part": _TargetReader._part,
    "field_of": _TargetReader._field_of,
    "paragraphs": _TargetReader._paragraphs,
    "intro": _TargetReader._intro,
    "rest": _TargetReader._rest,
    "heading": _TargetReader._heading,
}
