"""Which sections, appendices and parts the words of an amendatory instruction name."""

from __future__ import annotations

import re

from regtrack.model.scope import path_of
from regtrack.text.citing import (
    JOINT,
    annexes,
    belongs_to_next_section,
    numbers_between,
    parts_from,
    read_list,
    read_list_after,
    sections_from,
)
from regtrack.text.clause import steps
from regtrack.text.marks import MARKS
from regtrack.text.naming import JOINED
from regtrack.text.naming_paragraphs import AND_PARAGRAPH, ITS_SECTION, NamedParagraphs
from regtrack.text.operations import Target, Verb, is_division

ITSELF = "a section that may be meant itself, or what it refers to; expected them apart"
UNCOUNTED = "a range of sections that cannot be counted"
_WITHIN = re.compile(r"\b(?:in|of|to|from)\s+$")
SIGN = re.compile(r"§+|[Ss]ections?")
_DEFINED = re.compile(r"\{definition\},?\s+(?:in|of|under|to)\s+$")
_AND_ANNEX = re.compile(r"\{annex\}\s+and\s+$")
_PART_BEHIND = re.compile(r"\{part\},?\s+$")
_MAKES_UP = re.compile(r"(?:\bconsist(?:s|ing)\s+of|\{annex\}\s*\()\s*$")
_TAKES_AWAY = (Verb.REMOVE, Verb.RESERVE)
_LISTED = re.compile(r"\{(?:section|annex)\},\s+(?:the\s+)?$")
_BESIDE = re.compile(r"(?:[,;]|\band)\s+(?:in\s+)?$")
_OF_ONE_SECTION = re.compile(
    r"\s+(?:(?P<this>(?:at\s+the\s+end\s+of|following|after)\s+th(?:e|is)\s+section\b)|(?:at\s+the\s+end\s+of|following|for|of|to)\s+(?:§|[Ss]ections?\s+\d))"
)
_OF_DIVISION = re.compile(r"\s+(?:of|for|to)\s+(?:\d|(?:the\s+|this\s+)?(?:[Ss]ubp|[Pp])art)")
_FORM = re.compile(r"[A-Z]{1,3}-\d{1,3}(?:\([A-Za-z]\))*")
_NEXT_FORM = re.compile(rf"{JOINT}(?:(?:new\s+)?(?:[Mm]odel|[Ss]ample)\s+[Ff]orms?\s+)?(?={_FORM.pattern})")


class NamedSections(NamedParagraphs):
    """Provisions named so far: the sections, appendices and parts that paragraphs stand in."""

    def _on_outside(self, mark: re.Match[str]) -> None:
        """Read "Form 10-K (referenced in § 9.3)": what the section names, and does not say, is meant."""
        section = MARKS.match(self.text, mark.end())
        if section is not None and section["section"] is not None:
            sections, _, _ = sections_from(self.text, section, self.place)
            self.apart |= {path_of(each.number) for each in sections}
            if not self.apart.isdisjoint(self.named):
                self.unread(ITSELF)

    def _on_authority(self, mark: re.Match[str]) -> None:
        of = _OF_ONE_SECTION.match(self.text, mark.end())
        if of is None and self.sections and not _OF_DIVISION.match(self.text, mark.end()):
            self.unread("an authority citation that may be that of a section; expected it to be certain")
            self._put_standing(address=(), field="")
        elif of is None:
            self.authority = True
        elif of["this"]:
            self._put_standing(address=(), field=":note")
        else:
            self.unread("the authority of a section that is named behind it")

    def _on_annex(self, mark: re.Match[str]) -> None:
        """Read an appendix, a supplement or a subpart."""
        names = annexes(mark, self.place)
        if mark["noun"].lower().startswith("subpart"):
            if self.authority:
                return
            if self.current is not None and self.current.verb in (Verb.DESIGNATE, Verb.TRANSFER, Verb.REDESIGNATE):
                if self.current.verb is Verb.DESIGNATE and self.going_to:
                    self.current.into += [Target(path_of(name)) for name in names]
                elif self.current.verb is Verb.REDESIGNATE and not self.is_led and JOINED.search(self.tail):
                    self.unread("a subpart beside other provisions; expected it alone")
                return
            again = self.annex_led and self.current is not None and _AND_ANNEX.search(self.tail)
            if (
                again and self.current is not None and self.current.verb is Verb.ADD
            ):  # "add ... to subpart B and subpart C"
                return
            if self.is_led and self.current is not None:  # "add a center heading and § 9.1 to subpart B"
                part = next((e for e in self.current.targets if len(e.provision) == 2 and e.field == ":heading"), None)
                if part is not None:
                    self.current.targets.remove(part)
                    self.current.targets += [Target(path_of(name), field=":heading") for name in names]
            self.annex_led = self.is_led
            joined = JOINED.search(self.tail) or _LISTED.search(self.tail)
            also = self.also_in and self.tail.endswith("{elsewhere}")  # "in § 9.1, and in subpart B, remove"
            beside = also or (not self.is_led and joined is not None)
            alone = self.doing is not None and not self.doing.targets
            if (not self.sections and not self.annexes) or beside or (alone and not self.is_led):
                self.of_part = _PART_BEHIND.search(self.tail) is not None
                self.is_led = self.part_led if self.of_part else self.is_led  # "in part 9, subpart B, § 9.1 is removed"
                before = [e for e in self.subparts if beside and any(e is each for each in self.waiting)]
                new = [Target(path_of(name)) for name in names]
                self.subparts = before + new
                self.named += [each.provision for each in self.subparts]
                if self.of_part and self.current is not None:  # "remove part 9, subpart B"
                    self.current.targets = [e for e in self.current.targets if len(e.provision) > 2]
                for target in new:
                    self.put(target)
        elif not self.annexes or mark["annex_part"] or names == self.annexes:
            self.named += map(path_of, names)
            self.annexes = names
            for name in names:
                self.put(Target(path_of(name)))
        else:
            self.named += map(path_of, names)  # a refusal reaches it, too
            self.taken = False

    def _on_forms(self, mark: re.Match[str]) -> int:
        """Read "Model Forms A-30(a) and A-31 through A-41": they stand in the appendix in question."""
        end, last, joint = mark.end(), "", ""
        self.taken = len(self.annexes) == 1
        while form := _FORM.match(self.text, end):
            through = numbers_between(last, form[0], "[A-Z]+-") if "through" in joint else None
            for name in (*(through or ()), form[0]):
                if self.taken:
                    self.put(Target(path_of(self.annexes[0]), (f"def:{name}",)))
            end, last = form.end(), form[0]
            more = _NEXT_FORM.match(self.text, end)
            if more is None:
                break
            end, joint = more.end(), more[0]
        return end

    def _on_section(self, mark: re.Match[str]) -> int:
        """Read a list of sections."""
        if self._beside(mark):
            return read_list(self.text, mark.end())[1]
        numbers, certain, end = sections_from(self.text, mark, self.place)
        self._turn(end)
        if (
            self.terms
            and len(self.sections) == 1
            and self.sections == numbers
            and _DEFINED.search(self.skeleton + self.between)
        ):
            return end  # "the definition of “Bank” in § 9.1(b)"
        self.named += [path_of(each.number) for each in numbers]
        if not self.tail.endswith("{outside}") and not self.apart.isdisjoint(self.named[-len(numbers) :]):
            self.unread(ITSELF)
        if self.authority and self.current is None and self.clauses and not (self.waiting or self.unplaced):
            self.authority = False  # "... continues to read as follows, and § 9.1 is amended"
        if self.authority and (self.unplaced or _BESIDE.search(self.text, max(0, mark.start() - 8), mark.start())):
            self.unread("a section beside an authority citation; expected them apart")
            for section in numbers:
                self.put(Target(path_of(section.number)))
        if self.authority or self.annexes:
            self.taken = self.authority
            return end
        if not certain:
            self.unread(UNCOUNTED)
        self.sections = tuple(dict.fromkeys(numbers))
        self.signs = len(SIGN.findall(self.text, mark.start(), end))
        items, self.unplaced = self.unplaced, []
        self.is_led = self.unplaced_led if items else self.is_led
        if items and self.signs > 1:  # "paragraph (c) of § 9.1 and § 9.2"
            self.unread("a section that may be meant itself, or with the paragraph before it; expected them apart")
        if len(items) == 1 < len(numbers) and items[0].levels is not None and not any(e.levels for e in numbers):
            for section in numbers:  # "in the introductory text of §§ 9.1 and 9.2"
                self.put(Target(path_of(section.number), steps(items[0].levels), items[0].field))
            return end
        if items:
            self._add(items)
            return end
        if len(numbers) == 1 and numbers[0].levels:
            items, after = read_list_after(self.text, end, numbers[0].levels)
            if items and belongs_to_next_section(self.text, after):  # "§ 9.1(a) and paragraph (b) of § 9.2"
                items = [] if AND_PARAGRAPH.match(self.text, end + 1) else items
                self.unread(ITS_SECTION if items else "")
            if items:
                self._add(items, whole=True)
                return after
        clause = self.doing
        halted = self.tail.endswith("{halt} ")  # "lift the stay of § 9.1 and the stay of § 9.2"
        whole = not (self.going_to or halted or any(each.levels for each in numbers))
        makes_up = _MAKES_UP.search(self.tail) is not None  # "subpart B, consisting of §§ 327.30 through 327.36"
        if clause is not None and clause.targets and whole:
            divisions = all(is_division(each.provision) for each in clause.targets)
            if not (divisions and JOINED.search(self.tail)) and not (
                makes_up and self.subparts and clause.verb in _TAKES_AWAY
            ):
                self.taken = makes_up or bool(_WITHIN.search(self.text, max(0, mark.start() - 8), mark.start()))
                return end  # "... in the definition of "Bureau" in § 447.11"
            if makes_up:
                clause.targets = [each for each in clause.targets if each not in self.subparts]
        if not ((makes_up and self.of_part) or JOINED.search(self.tail)):  # "in subpart B, § 9.1 is revised"
            led = [each for each in self.subparts if not any(each is other for other in self.unled)]
            led += self.made_up  # "in subpart B, consisting of §§ 9.1 and 9.2, § 9.1 is revised"
            self.waiting = [each for each in self.waiting if not any(each is other for other in led)]
        self.several = len(numbers) > 1
        for section in numbers:
            self.put(Target(path_of(section.number), steps(section.levels), section.field))
        self.made_up += self.waiting[-len(numbers) :] if makes_up and clause is None else []
        return end

    def _on_part(self, mark: re.Match[str]) -> int:
        """Read a list of parts."""
        parts, end = parts_from(self.text, mark, self.place)
        self.parts += parts
        self.part_led = self.is_led
        acting = self.current is not None and self.current.verb in (Verb.ADD, Verb.REVISE, Verb.REMOVE, Verb.RESERVE)
        if acting and not self.sections and not self.annexes and not self.authority:
            for part in parts:
                self.put(Target(path_of(part)))
        return end
