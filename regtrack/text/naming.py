"""Which provisions the words of an amendatory instruction name, from left to right."""

from __future__ import annotations

import re
from typing import Any

import attrs

from regtrack.model.scope import Path, path_of
from regtrack.text.citing import ListParagraph, Place, closed
from regtrack.text.clause import Clause, StepContext, sentence_of, steps
from regtrack.text.marks import MARKS, ORDINAL, STEMS, misquotes
from regtrack.text.operations import Target, Verb

OF = re.compile(r",?\s+(?:of|in|on|to|from|at|under)\b(?!\s+th(?:e|is)\s+section\b)")
_LED = re.compile(
    r"(?:\b(?:in|from|of|at|under|to|within|throughout|for)\s+|\{end\}\s+|\{elsewhere\}\s*)(?:the\s+|new\s+|newly\s+\w+\s+)*$",
    re.IGNORECASE,
)
"""What makes of a provision the place of something, and not what a verb is done to."""
_LED_TOO = re.compile(r"\{(?:intro|heading|paragraphs|field_of|definition)\}\s+and\s+(?:the\s+)?$")
_AMENDS_IT = re.compile(r"\{active\}\s+(?:the\s+)?$")
_PART = rf"(?:introductory\s+text|headings?|(?:{ORDINAL}|an?)\s+sentences?)"
_TURNS = re.compile(rf"(?:,?\s+(?:the\s+)?(?:{_PART}|definition\s+of\s+“[^”]*”))*,\s+(?:by\s+)?(?:{STEMS})(?:e|ing)?\s")
_NEEDS_PLACE = re.compile(
    rf",\s+(?:by\s+)?(?:{STEMS})(?:e|ing)?\s+(?:the\s+)?(?:(?:(?!definition)\w+\s+){{0,3}}“|{_PART})"
    r"(?!(?:[^;“”]|“[^”]*”|”)*?\b(?:of|in|from|to)\s+(?:the\s+)?(?:\w+\s+)*?(?:[Pp]aragraph|§|[Ss]ection|definition))"
)
"""What is done to words, or to a part, of which no place is named behind them."""
TWO_VERBS = "paragraphs that two verbs may reach; expected them apart"
_PART_OF = re.compile(r"\{(?:sentence|heading|intro|approval|definition)\}\s+(?:of|in|to|from)\s+(?:the\s+|new\s+)*$")
JOINED = re.compile(r"\band\s+(?:in\s+|by\s+)?(?:the\s+)?(?:\w+\s+){0,2}$")
_AND_IN = re.compile(r"(?:\band|,)\s+(?:in|of|to|from)\s+(?:the\s+)?$")
_NAMING = frozenset(  # what names the subject of a verb; and a passive verb
    "passive reserved ended annex section part paragraphs bare field_of definition term intro heading sentence "
    "table".split()
)
_APART = re.compile(r"[;:]|, and ")


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

    @property
    def doing(self) -> Clause | None:
        """The clause that takes what follows; one that only announces others takes nothing."""
        return None if self.current is None or self.current.verb is Verb.AMEND else self.current

    @property
    def places(self) -> list[Target]:
        """The targets of that clause; without one, those that wait for their verb."""
        return self.waiting if self.doing is None else self.doing.targets

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
        clause = self.doing
        if clause is None or self.is_led:
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
