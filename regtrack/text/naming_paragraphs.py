"""Which paragraphs the words of an amendatory instruction name."""

from __future__ import annotations

import re

from regtrack.model.scope import Path, path_of
from regtrack.text.citing import NEW, Cited, ListParagraph, belongs_to_next_section, field_of, read_fielded, read_list
from regtrack.text.clause import defines, numbered, steps
from regtrack.text.designators import Style, values
from regtrack.text.marks import BESIDE, MARKS, STEMS
from regtrack.text.naming import OF, TWO_VERBS, NamedProvisions
from regtrack.text.operations import Target, Verb

ITS_SECTION = "paragraphs of no certain section; expected each with its own"
NO_LEVEL = "a paragraph of no certain level"
_IS_DONE = re.compile(r"\s+(?:is|are)\b")
_SUBJECT = re.compile(r"\s+(?:is|are|by\s+\w+ing)\b")
ACTS_NEXT = re.compile(rf",\s+(?:{STEMS})(?:e|ing)?\s")
_NEXT_SUBJECT = re.compile(rf";\s+(?:and\s+)?{NEW}paragraphs?\s+(?=[^;]*$)")
AND_PARAGRAPH = re.compile(r"\band\s+paragraphs?\s+\(")
_AND_ITSELF = re.compile(r"\)\s+and\s+paragraphs?\s+\(")
_GONE = re.compile(r"\s+are\s+(?:removed|deleted)\b")
_PARTED = re.compile(r"(?:\band|[,;])\s+paragraphs?\s+\(")
_SECTION_BEHIND = re.compile(r"\{section\},?\s+(?:in\s+)?$")
_IN_LIST = re.compile(r"\},\s+(?:the\s+|an?\s+)?$")


class NamedParagraphs(NamedProvisions):
    """Provisions named so far, with their paragraphs."""

    def _on_definition(self, mark: re.Match[str], items: list[ListParagraph] | None = None) -> int:
        raise NotImplementedError

    def _of_term(self, mark: re.Match[str]) -> int | None:
        raise NotImplementedError

    def _on_field_of(self, mark: re.Match[str]) -> int:
        """Read "introductory text of paragraphs ...", "headings of paragraphs ..."."""
        return self._list(mark, field_of(mark["of"]))

    def _on_paragraphs(self, mark: re.Match[str]) -> int:
        """Read a list of paragraphs."""
        if (end := self._of_term(mark)) is not None:
            return end
        if not self._beside(mark):
            end = self._list(mark, "")
            self.and_paragraph = AND_PARAGRAPH.search(self.text, mark.end(), end) is not None
            self.parted = _PARTED.search(self.text, mark.end(), end) is not None
            if self.current is not None and self.current.out and self.and_paragraph:
                self.current.joined = True
            return end
        self.taken = self.current is not None and self.current.verb is Verb.ADD
        return read_list(self.text, mark.end())[1]

    _on_bare = _on_paragraphs

    def _beside(self, mark: re.Match[str]) -> bool:
        """Whether what is named only says where something stands: "after paragraph (b)"."""
        return ":" not in mark[0] and bool(BESIDE.search(self.text[max(0, mark.start() - 28) : mark.start()]))

    def _list(self, mark: re.Match[str], field: str) -> int:
        several = mark[0].rstrip(" :").endswith("s")
        sentence = self.sentence if OF.match(self.text, self.counted) else ""
        if sentence and not field and several:  # "the first sentence of paragraphs (a) and (b)"
            field, self.sentence = sentence, ""
        if field or sentence:
            items, end = self._fielded(mark.end(), field, several=several)
        else:
            items, end = read_list(self.text, mark.end(), field)
        if (
            self.doing is not None
            and _SUBJECT.match(self.text, end)
            and (parted := _NEXT_SUBJECT.search(self.text[:end], mark.end()))
        ):  # "removing paragraph (a); paragraph (b) is amended"
            before, _ = read_list(self.text[: parted.start()], mark.end(), field)
            if [*before, *read_list(self.text[:end], parted.end(), field)[0]] == items:
                items, end = before, parted.start()
            else:  # "(a)(1); paragraph (2) is amended"
                self.doubt = TWO_VERBS
                self.unread(self.doubt)
        if (
            self.current is not None
            and ACTS_NEXT.match(self.text, end)
            and _NEXT_SUBJECT.search(self.text[:end], mark.end())
        ):  # "removing paragraph (a); paragraph (b), adding “A”"
            self.unread(TWO_VERBS)
        self._turn(end)
        goes = self.current is not None and self.current.verb is Verb.TRANSFER
        if belongs_to_next_section(self.text, end) and not goes:
            if (
                self.sections and self.text.find(" paragraph", mark.end(), end) > 0
            ):  # "as (c) and paragraph (b) of § 9.2"
                self.unread(ITS_SECTION)
            self._hold(items)
        elif re.match(r"\s+(?:to|of|in|from|under)\s+the\s+definitions?\b", self.text[end:]):
            definition = MARKS.search(self.text, end)
            first = items[0].levels if items else None
            if AND_PARAGRAPH.search(self.text, mark.end(), end) and not (first and first[0].isdecimal()):
                self.unread(
                    "paragraphs of a section and of a definition; expected them apart"
                )  # "(b) and paragraph (1)"
            if definition is not None and definition["definition"] is not None:
                return self._on_definition(definition, items)
            self.unread("a definition that is not named in quotation marks")
        else:
            self._add(items, done=self.gerund and _IS_DONE.match(self.text, end) is not None)
        return end

    def _fielded(self, position: int, field: str, *, several: bool) -> tuple[list[ListParagraph], int]:
        """Read "the heading of paragraph (b)"; what comes then is meant itself where a list of such things is open."""
        items, end, joint = read_fielded(self.text, position, field, several=several)
        before = self.places
        listed = _IN_LIST.search(self.tail) and before and (before[-1].address or before[-1].field)
        gone = self.current is not None and self.current.verb is Verb.REMOVE and not self.current.out
        parted = _AND_ITSELF.search(self.text, position, end)  # "remove the last sentence of (a) and paragraph (c)"
        if (parted and (gone or _GONE.match(self.text, end))) or (
            joint and not (listed and self._is_object(before[-1]) and joint.lstrip()[:1] == ",")
        ):
            self.unread("a paragraph that may be meant itself, or a part of it; expected them apart")
        return items, end

    def _add(self, items: list[ListParagraph], *, whole: bool = False, done: bool = False) -> None:
        if self.annexes:
            self.unread("a paragraph of an appendix")
            return
        # "amend the definition of “A” by removing “B” and adding paragraph (1), and revise paragraph (c)"
        led = (self.amends and self.gerund) or len(self.clauses) <= self.led_to
        led = led or self.inside == list(self.inherited.inside)
        led = led and not (done and self.clauses)  # "... is amended by removing “A”, and paragraph (b) is removed"
        base = self.inside[0].address if led and len(self.inside) == 1 else ()
        base = base if len(base) == 1 or 0 < len(base) == defines(base) else ()
        alike = self.sections is not self.inherited.sections and "respectively" not in self.text
        if len(self.sections) != 1 and not (self.sections and alike and not any(e.levels for e in self.sections)):
            self.unread("paragraphs of no certain section")
            return
        self.several = len(items) * len(self.sections) > 1
        if self.signs > 1 < len(self.sections) and _SECTION_BEHIND.search(
            self.tail
        ):  # "§ 9.1 and § 9.2, paragraph (b)"
            self.unread("a section that may be meant itself, or with the paragraph behind it; expected them apart")
        for section in self.sections:
            self._add_to(section, items, base, whole=whole)

    def _add_to(self, section: Cited, items: list[ListParagraph], base: Path, *, whole: bool) -> None:
        for item in items:
            if item.levels is None:
                self.unread("a list of paragraphs that cannot be counted")
                continue
            inner, outer = steps(item.levels), base if defines(base) else ()
            lettered = steps(section.levels) if section.levels and not whole else base
            if not inner and lettered and not outer and section.levels:  # "the introductory text of § 9.1(b)"
                outer = lettered
            elif len(lettered) == 2 and len(inner) == 1 and Style.ROMAN in values(inner[0][1:-1]) and not base:
                self.unread(NO_LEVEL)  # "in § 9.1(a)(1), revise paragraph (i)"
            elif lettered and not outer and lettered[-1][1:-1].isdecimal() and numbered(inner):
                self.unread(NO_LEVEL)  # "in § 9.1(a)(1), revise paragraph (2)"
            if numbered(inner) and not outer and lettered and not numbered(lettered):  # "in paragraph (a), revise (2)"
                outer = lettered
                terms = [each for each in self.defined if each[: len(outer)] == outer]
                if terms and not (self.term_led and len(terms) == 1):
                    self.unread("a paragraph of no certain definition")
                outer = terms[0] if len(terms) == 1 else outer  # "in the definition of “Bank”, revise (2), remove (3)"
            self.put(Target(path_of(section.number), (*outer, *inner) if outer else inner, item.field))
