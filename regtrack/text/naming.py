"""Which provisions the words of an amendatory instruction name, from left to right."""

from __future__ import annotations

import re
from typing import Any

import attrs

from regtrack.model.scope import Path, path_of
from regtrack.text.citing import (
    JOINT,
    NEW,
    Cited,
    ListParagraph,
    Place,
    annexes,
    belongs_to_next_section,
    closed,
    field_of,
    numbers_between,
    parts_from,
    read_fielded,
    read_list,
    read_list_after,
    sections_from,
)
from regtrack.text.clause import Clause, StepContext, defines, numbered, sentence_of, steps
from regtrack.text.designators import Style, values
from regtrack.text.marks import BESIDE, MARKS, ORDINAL, STEMS, misquotes
from regtrack.text.operations import Target, Verb, is_division

ITSELF = "a section that may be meant itself, or what it refers to; expected them apart"
ITS_SECTION = "paragraphs of no certain section; expected each with its own"
NO_LEVEL = "a paragraph of no certain level"
UNCOUNTED = "a range of sections that cannot be counted"
OF = re.compile(r",?\s+(?:of|in|on|to|from|at|under)\b(?!\s+th(?:e|is)\s+section\b)")
_WITHIN = re.compile(r"\b(?:in|of|to|from)\s+$")
_LED = re.compile(
    r"(?:\b(?:in|from|of|at|under|to|within|throughout|for)\s+|\{end\}\s+|\{elsewhere\}\s*)(?:the\s+|new\s+|newly\s+\w+\s+)*$",
    re.IGNORECASE,
)
"""What makes of a provision the place of something, and not what a verb is done to."""
SIGN = re.compile(r"§+|[Ss]ections?")
_LED_TOO = re.compile(r"\{(?:intro|heading|paragraphs|field_of|definition)\}\s+and\s+(?:the\s+)?$")
_AMENDS_IT = re.compile(r"\{active\}\s+(?:the\s+)?$")
_IS_DONE = re.compile(r"\s+(?:is|are)\b")
_SUBJECT = re.compile(r"\s+(?:is|are|by\s+\w+ing)\b")
_PART = rf"(?:introductory\s+text|headings?|(?:{ORDINAL}|an?)\s+sentences?)"
_TURNS = re.compile(rf"(?:,?\s+(?:the\s+)?(?:{_PART}|definition\s+of\s+“[^”]*”))*,\s+(?:by\s+)?(?:{STEMS})(?:e|ing)?\s")
_NEEDS_PLACE = re.compile(
    rf",\s+(?:by\s+)?(?:{STEMS})(?:e|ing)?\s+(?:the\s+)?(?:(?:(?!definition)\w+\s+){{0,3}}“|{_PART})"
    r"(?!(?:[^;“”]|“[^”]*”|”)*?\b(?:of|in|from|to)\s+(?:the\s+)?(?:\w+\s+)*?(?:[Pp]aragraph|§|[Ss]ection|definition))"
)
"""What is done to words, or to a part, of which no place is named behind them."""
TWO_VERBS = "paragraphs that two verbs may reach; expected them apart"
ACTS_NEXT = re.compile(rf",\s+(?:{STEMS})(?:e|ing)?\s")
_NEXT_SUBJECT = re.compile(rf";\s+(?:and\s+)?{NEW}paragraphs?\s+(?=[^;]*$)")
_AND_PARAGRAPH = re.compile(r"\band\s+paragraphs?\s+\(")
_AND_ITSELF = re.compile(r"\)\s+and\s+paragraphs?\s+\(")
_GONE = re.compile(r"\s+are\s+(?:removed|deleted)\b")
_PARTED = re.compile(r"(?:\band|[,;])\s+paragraphs?\s+\(")
_PART_OF = re.compile(r"\{(?:sentence|heading|intro|approval|definition)\}\s+(?:of|in|to|from)\s+(?:the\s+|new\s+)*$")
JOINED = re.compile(r"\band\s+(?:in\s+|by\s+)?(?:the\s+)?(?:\w+\s+){0,2}$")
_AND_IN = re.compile(r"(?:\band|,)\s+(?:in|of|to|from)\s+(?:the\s+)?$")
_DEFINED = re.compile(r"\{definition\},?\s+(?:in|of|under|to)\s+$")
_AND_ANNEX = re.compile(r"\{annex\}\s+and\s+$")
_PART_BEHIND = re.compile(r"\{part\},?\s+$")
_SECTION_BEHIND = re.compile(r"\{section\},?\s+(?:in\s+)?$")
_MAKES_UP = re.compile(r"(?:\bconsist(?:s|ing)\s+of|\{annex\}\s*\()\s*$")
_TAKES_AWAY = (Verb.REMOVE, Verb.RESERVE)
_LISTED = re.compile(r"\{(?:section|annex)\},\s+(?:the\s+)?$")
_IN_LIST = re.compile(r"\},\s+(?:the\s+|an?\s+)?$")
_BESIDE = re.compile(r"(?:[,;]|\band)\s+(?:in\s+)?$")
_NAMING = frozenset(  # what names the subject of a verb; and a passive verb
    "passive reserved ended annex section part paragraphs bare field_of definition term intro heading sentence "
    "table".split()
)
_APART = re.compile(r"[;:]|, and ")
_OF_ONE_SECTION = re.compile(
    r"\s+(?:(?P<this>(?:at\s+the\s+end\s+of|following|after)\s+th(?:e|is)\s+section\b)|(?:at\s+the\s+end\s+of|following|for|of|to)\s+(?:§|[Ss]ections?\s+\d))"
)
_OF_DIVISION = re.compile(r"\s+(?:of|for|to)\s+(?:\d|(?:the\s+|this\s+)?(?:[Ss]ubp|[Pp])art)")
_FORM = re.compile(r"[A-Z]{1,3}-\d{1,3}(?:\([A-Za-z]\))*")
_NEXT_FORM = re.compile(rf"{JOINT}(?:(?:new\s+)?(?:[Mm]odel|[Ss]ample)\s+[Ff]orms?\s+)?(?={_FORM.pattern})")


class NamedProvisions:
    """Provisions named so far, and the clause that takes the next ones.

    A text is read from left to right: a mark ``NAME`` is read by ``_on_NAME``, and means nothing without one. A reader
    returns where to go on, if that is not behind its mark.
    """

    marks = MARKS

    def __init__(self, text: str, place: Place, inherited: StepContext) -> None:
        self.text, self.place, self.inherited = closed(text), place, inherited
        self.misquoted = misquotes(text)
        self.sections, self.annexes, self.authority = inherited.sections, inherited.annexes, False
        self.named: list[Path] = []  # sections and appendices, whatever became of them
        self.clauses: list[Clause] = []
        self.current: Clause | None = None  # an active verb that takes what follows
        self.waiting: list[Target] = []  # targets before their verb
        self.passed: list[Target] = []  # such targets, with quoted words behind them
        self.apart = set(inherited.apart)  # sections of which something is meant that they name, and do not say
        self.made_up: list[Target] = []  # sections that a subpart which is named consists of
        self.subject: list[Target] = []  # named behind an active verb: a passive one may follow
        self.unplaced: list[ListParagraph] = []  # "paragraph (b) of § 2.4"
        self.defined: set[Path] = set()  # definitions that were named
        self.sentence, self.counted = "", 0  # sentences whose paragraph comes next; where the words for them end
        self.next_there = False  # "; and in" stands before them, and no place
        self.beside = False  # they stand beside a place, and not in it: "paragraph (a) and the first sentence"
        self.going_to = self.anchored = False  # what comes is named next; after the words beside which it does
        self.goes_from = 0  # where the places of what is redesignated begin
        self.led: list[Target] = []  # places that were named for what follows
        self.parts: list[str] = []
        self.subparts = [each for each in inherited.inside if each.provision[-1].startswith("subpart ")]
        self.inside = list(inherited.inside)  # "paragraph (b) is amended by ..."
        self.gerund = False  # the last verb was one: "by removing"
        self.led_to, self.amends = 0, False  # how many clauses there were when places led to others; by "amended by"
        self.displaced: list[Target] = []  # places of the open clause before it named others
        self.halted = False  # a suspension was named of which no verb has been read yet
        self.stood: list[Target] = []  # what it had without a name, as it was opened
        self.doubt = ""
        self.table = ""  # as it was called last
        self.open_table = self.in_table = False  # of which no verb has been read yet
        self.rows: list[str] = []  # entries before their verb
        self.said: Clause | None = None  # a passive verb with no place before it but a section
        self.under = self.headed = False  # they stand under a heading in their table; so do those of later verbs
        self._loose: list[str] = []  # quoted before any verb
        self.listed: Clause | None = None  # words of places that steps name
        self.ahead = ""  # the side of quoted words on which what is added next stands
        self.unled: list[Target] = []  # named without "in" before them
        self.objects: list[Target] = []  # of these, what the next verb is done to, beside words
        self.terms: list[Target] = []  # the definitions that were named last
        self.term_led = False  # whether "in" stands before the definition that was named last
        self.ended = False  # of words before their verb: they stand at the end of a place
        self.and_paragraph = False  # "paragraph (b) and paragraph (c)"
        self.anchoring: Clause | None = None  # "“B” is added after", which takes one quotation
        self.annex_led = False  # "in" stands before the subpart that was named last
        self.of_part = False  # the part stands before the subparts
        self.part_led = False  # "in" stands before the part that was named last
        self.also_in = False  # places before "and in" wait for the same verb
        self.signs = 0  # of sections, in the last list of them
        self.parted = False  # the last list names paragraphs twice: "paragraph (b); paragraph (c)"
        self.several = False  # the last list of places has more than one
        self.before_words: list[Target] = []  # what was named before quoted words that are the subject of a verb
        self.tail, self.is_led = "", False  # what stands before a mark; whether that is "in", or "of"
        self.unplaced_led = False  # whether it is so of paragraphs whose section is named behind them
        self.everywhere = False  # "wherever it appears, remove ..."

    def _read_marks(self) -> None:
        position = 0
        self.skeleton = ""  # the text, with {name} for what a mark has taken
        while mark := self.marks.search(self.text, position):
            self.taken = True
            between = self.between = self.text[position : mark.start()]
            self.tail = _PART_OF.sub("", (self.skeleton[-48:] + between)[-48:])
            goes_on = self.is_led and not (
                self._loose or (self.current and self.current.out)
            )  # "in (a) and the heading"
            self.is_led = bool(_LED.search(self.tail) or (goes_on and _LED_TOO.search(self.tail)))
            leads = mark.lastgroup in _NAMING or (mark.lastgroup == "active" and not between.strip())
            if not leads or _APART.search(between):
                self.passed = self.subject if mark.lastgroup == "quote" else self.passed
                self.subject = []
            read = getattr(self, f"_on_{mark.lastgroup}", None)
            end = max((read(mark) if read else None) or 0, mark.end())
            self.skeleton += self.text[position : mark.start()]
            self.skeleton += f"{{{mark.lastgroup}}}" if self.taken else self.text[mark.start() : end]
            position = end
        self.skeleton += self.text[position:]

    def take_sentence(self, clause: Clause, *, stood: bool = False) -> None:
        """Give a clause the sentences that no place came behind."""
        raise NotImplementedError

    def _on_definition(self, mark: re.Match[str], items: list[ListParagraph] | None = None) -> int:
        raise NotImplementedError

    def _of_term(self, mark: re.Match[str]) -> int | None:
        raise NotImplementedError

    def unread(self, doubt: str) -> None:
        """Say why the clause has no certain reading."""
        if self.current is not None:
            self.current.doubt = self.current.doubt or doubt
        else:
            self.doubt = self.doubt or doubt

    def standing(self) -> list[Target]:
        """Return what is meant when a clause names nothing."""
        if self.annexes:
            return [Target(path_of(each)) for each in self.annexes]
        if self.authority:
            cited = self.place.cite(self.place.part) if self.place.part else None
            return [Target(path_of(each), field=":authority") for each in (*self.parts,) or (cited,) if each]
        if self.inside and self.inside[0].provision in {path_of(each.number) for each in self.sections}:
            return list(self.inside)
        return [Target(path_of(each.number), steps(each.levels), each.field) for each in self.sections]

    def _put_standing(self, **changes: Any) -> None:
        places = self.standing()
        if _AMENDS_IT.search(self.tail) and any(each.address and not each.field for each in self.waiting):
            self.unread("a part of no certain paragraph")  # "in paragraph (a), amend the heading by"
        for target in places:
            self.put(attrs.evolve(target, **changes))
        if not places and changes.get("field"):  # "the heading and paragraph (b) of § 9.1"
            self._hold([ListParagraph((), changes["field"])])

    def _hold(self, items: list[ListParagraph]) -> None:
        """Keep what is named before its section."""
        self.unplaced += items
        self.unplaced_led = self.is_led

    def put(self, target: Target) -> None:
        """Give a target to the clause that is open, or keep it for the next verb."""
        if self.sentence and self.current is not None and ";" in self.between:
            self.take_sentence(self.current)  # "revising the first sentence; paragraph (b) is removed"
            self.current.placed = False
        if self.sentence:
            target, self.sentence = sentence_of(target, self.sentence), ""
            if not OF.match(self.text, self.counted):  # "the first sentence and paragraph (b)"
                self.unread("a sentence of no certain paragraph")
        self.unled += [] if self.is_led else [target]
        passive = self.current is not None and self.current.manner == "passive" and bool(self.current.out)
        if passive and self.is_led and self.said is not self.current:  # "“A” is removed and, in paragraph (b), “B” is"
            self.current = None
        if self.current is None or self.current.verb is Verb.AMEND:
            self.waiting.append(target)
        elif self.going_to and self.current.verb in (Verb.REDESIGNATE, Verb.DESIGNATE):
            self.current.into.append(target)
        else:
            if self.current.placed and target.address:
                self.displaced, self.current.targets, self.current.placed = self.current.targets, [], False
            if self.current.out and not self.current.targets and not self.is_led and JOINED.search(self.tail):
                self.current.aside = target  # "in (a), remove “A” and paragraph (b)"
            self.current.led_too |= bool(self.current.targets and _AND_IN.search(self.tail))
            table = bool(self.current.rows or self.current.whole)
            self.current.beside_rows |= table and not self.is_led and JOINED.search(self.tail) is not None
            self.current.targets.append(target)
            self.subject.append(target)
            self.current.joined = self.current.joined or bool(
                self.current.out and not self.is_led and JOINED.search(self.tail)
            )
            self.current.spread = self.current.spread or bool(self.current.out)

    def _turn(self, end: int) -> None:
        """Read "in (a), remove “A”, and (b), remove “B”": a place before a comma and a verb is that of the verb."""
        clause = self.current
        if clause is None or clause.verb is Verb.AMEND or self.is_led:
            return
        turns = _TURNS.match(self.text, end)
        if (turns and clause.out and clause.targets and not clause.placed) or (
            not clause.out and _NEEDS_PLACE.match(self.text, end)
        ):
            self.unread(TWO_VERBS)
            self.doubt = TWO_VERBS
        elif turns and clause.out:
            self._close()
            self.inside = list(self.inherited.inside)

    def _close(self) -> None:
        raise NotImplementedError

    def _narrow(self, places: list[Target], part: Target) -> None:
        """Put a part of the last place into its stead."""
        last, places[-1] = places[-1], part
        self.subject = [part if each is last else each for each in self.subject]
        self.unled += [part] if self._is_object(last) else []

    def _is_object(self, target: Target) -> bool:
        return any(target is each for each in self.unled)

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
            alone = self.current is not None and self.current.verb is not Verb.AMEND and not self.current.targets
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
                items = [] if _AND_PARAGRAPH.match(self.text, end + 1) else items
                self.unread(ITS_SECTION if items else "")
            if items:
                self._add(items, whole=True)
                return after
        clause = self.current if self.current is not None and self.current.verb is not Verb.AMEND else None
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

    def _on_field_of(self, mark: re.Match[str]) -> int:
        """Read "introductory text of paragraphs ...", "headings of paragraphs ..."."""
        return self._list(mark, field_of(mark["of"]))

    def _on_paragraphs(self, mark: re.Match[str]) -> int:
        """Read a list of paragraphs."""
        if (end := self._of_term(mark)) is not None:
            return end
        if not self._beside(mark):
            end = self._list(mark, "")
            self.and_paragraph = _AND_PARAGRAPH.search(self.text, mark.end(), end) is not None
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
            self.current is not None
            and self.current.verb is not Verb.AMEND
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
            if _AND_PARAGRAPH.search(self.text, mark.end(), end) and not (first and first[0].isdecimal()):
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
        before = self.waiting if self.current is None or self.current.verb is Verb.AMEND else self.current.targets
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
