"""Verbs of an amendatory instruction: each opens a clause, and takes what is named before it or behind it."""

from __future__ import annotations

import re

import attrs

from regtrack.model.scope import path_of
from regtrack.text.clause import MISCOUNTED, NO_SECTION, TWO_THINGS, Clause, defines, finest, sentence_of
from regtrack.text.marks import FEW, POINTS, QUOTED, VERBS_BY_STEM
from regtrack.text.operations import Target, Verb
from regtrack.text.quoting import QuotedWords

_IN_PLACE = re.compile(r"in\s+(?:its|their)\s+place|in\s+lieu\s+thereof")
_IN_PLACE_BEHIND = re.compile(r"\{in_place\},?\s+$")
_IN_BOTH = re.compile(rf"\s+{QUOTED}[^”]*”\s+in\s+(?:both|each|all|every)\s+(?:places?|instances?)\b")
_SENTENCES_INSTEAD = re.compile(
    r"\s+(?P<many>a|one|two|three|four)\s+(?:new\s+)?sentences?\s+in\s+(?P<whose>its|their)\s+place\b"
    r"(?!\s+(?:in|of|at|to(?!\s+read))\s)"
)
_COMES_BESIDE = re.compile(
    rf"\s+(?:(?:immediately\s+)?(?:after|before|following|preceding)\s+(?:{QUOTED}|the\s+(?:period|semicolon|comma|colon)\b)"
    r"|(?:at|to)\s+the\s+end\b)"
)
_IN_BY = r",?\s+in\s+[^“;:.]{4,80}?,?\s+by\s+\w+ing\b"
"""How something is corrected, or revised, in a part of it: "in paragraph (a) by removing"."""
_AND_SENTENCE = re.compile(r"(?:\band|[,;])\s+(?:the\s+)?\{sentence\}\s+$")
_OF_HALT = re.compile(r"\{halt\}(?:(?!, and\b|[;:])[^{]|\{(?!active|passive|quote)\w+\})*$")
_NO_HOW = re.compile(
    r"(?:[,;]\s+and|[,;]|\s+and)\s+(?:the\s+)?(?:(?P<part>[Pp]aragraph|introductory|heading|definition)|§|[Ss]ections?\s+\d|[Aa]ppendix|[Ss]ubpart)"
)
"""What stands behind "is amended" where nothing says how; a section may be amended by what is said of its parts."""
_SAYS_NO_HOW = "a provision that is amended in no way that it says"
_HALT = "a suspension of which no verb says that it ends"


class Acts(QuotedWords):
    """Clauses as their verbs open and close them."""

    def _open(self, verb: Verb) -> Clause:
        amends = self.current is not None and self.current.verb is Verb.AMEND
        self._doubt_halt()
        self._close()
        self.subject, self.displaced, self.stood = [], [], self.standing()
        clause = Clause(verb, each=self.everywhere, doubt=self.doubt)
        clause.at_end, self.ended = self.ended and verb in (Verb.REMOVE, Verb.ADD), False
        self.doubt, self.everywhere = "", False
        self.take_table(clause)
        clause.instead = verb is Verb.ADD and _IN_PLACE_BEHIND.search(self.tail) is not None
        self.clauses.append(clause)
        self.current = clause
        if self.ahead and verb in (Verb.ADD, Verb.REMOVE):  # "after the word “A”, add “B”"
            clause.put, clause.side, self._loose, self.ahead = self._loose, self.ahead, [], ""
        if self.waiting and verb is not Verb.AMEND:  # "in paragraph (f), remove ..."
            clause.targets += self._lead(amends=amends)
            clause.placed = bool(clause.targets)
        return clause

    def _lead(self, *, amends: bool = False) -> list[Target]:
        """Return the places that were named, which what follows is done in; they are amended by all of it, or one."""
        smaller = any(each.address or each.field for each in self.waiting)
        apart = {each.provision[-1].startswith(("app. ", "supp. ", "subpart ")) for each in self.waiting}
        places = finest(self.waiting) if smaller or len(apart) > 1 else []  # "§ 9.1 and appendix A are amended by"
        places = [e for e in places if not any(e.leads_to(each) and defines(each.address) for each in places)]
        self.led, self.inside, self.waiting = self.led + places, places or self.inside, []
        self.led_to, self.amends = len(self.clauses), amends
        return places

    def _give_back(self) -> None:
        """Keep what stands before a verb for it: "removing “A”; and paragraph (d) is removed", "“A”, (d) by adding"."""
        clause = self.current
        if clause is not None and clause.out and any(map(self._is_object, self.subject)):
            while not self._is_object(self.subject[0]):  # "“A” is removed from (a), (b) is removed"
                self.subject.pop(0)
        count = len(self.subject)
        if clause is not None and count:
            self.waiting += self.subject
            self.doubt = self.doubt or clause.doubt
            clause.targets = clause.targets[:-count]
            if not clause.targets and self.displaced:
                clause.targets, clause.placed = self.displaced, True
            parted = clause.out and all(map(self._is_object, self.subject))
            if count > 1 and not parted and (not clause.targets or (clause.out and clause.targets is self.displaced)):
                clause.doubt = clause.doubt or "provisions that two verbs may reach; expected them apart"
                self.doubt = self.doubt or clause.doubt
            if not clause.targets:
                clause.targets, clause.placed = list(self.stood), True
        self.subject = []

    def _close(self) -> None:
        """Give the last active clause what it lacks."""
        clause, self.current = self.current, None
        self.going_to = False
        if clause is None:
            return
        if clause.verb is not Verb.AMEND and (self.unplaced or not (clause.targets or self._is_placed())):
            clause.doubt, self.unplaced = clause.doubt or NO_SECTION, []  # "revise (a) and remove (b) of § 9.1"
        if clause.verb is Verb.AMEND and self.sentence and not clause.targets:  # "amend the first sentence by"
            self.waiting = [sentence_of(each, self.sentence) for each in finest(self.waiting) or self.standing()]
            self.sentence = ""
        self.take_sentence(clause)
        if not clause.targets and clause.verb is not Verb.AMEND:
            clause.targets, clause.placed = self.standing(), True
        if not clause.targets and clause.out:  # "in subpart A, remove “A”, and revise § 9.7"
            clause.targets = list(self.subparts) or [Target(path_of(each)) for each in self.parts]
        if clause.manner == "end" and len(clause.targets) > 1:
            clause.doubt = clause.doubt or _HALT

    def _is_placed(self) -> bool:
        """Whether anything was named so far in which something may be done."""
        return bool(self.standing() or self.subparts or self.parts or self.named)

    def _on_elsewhere(self, mark: re.Match[str]) -> None:
        """Read "; and in paragraph (b), remove ...": what was done before is done elsewhere."""
        self.also_in = bool(self.waiting) and "and" in mark[0]
        self._close()
        self.inside = list(self.inherited.inside)

    def _take_instead(self, clause: Clause, instead: re.Match[str]) -> bool:
        """Read "removing the last sentence and adding two sentences in its place"."""
        if clause.verb is not Verb.REMOVE or clause.out:
            return False
        self.take_sentence(clause)
        field = clause.targets[0].field if len(clause.targets) == 1 else ""
        if not field.startswith(":sentence"):
            return False
        gone, come = field[len(":sentence(") : -1].split(","), FEW.get(instead["many"], 1)
        if (instead["whose"] == "their") is (len(gone) == 1):
            return False
        if come == len(gone):
            clause.verb = Verb.REVISE
            return True
        first = gone[0]
        new = ["last"] * come if first == "last" else [str(int(first) + n) for n in range(come)]
        targets = [attrs.evolve(clause.targets[0], field=f":sentence({','.join(new)})")]
        self._open(Verb.ADD).targets = targets
        return True

    def _on_active(self, mark: re.Match[str]) -> int | None:
        stem = mark["does"].lower()
        verb = VERBS_BY_STEM[stem]
        self.gerund = mark[0].endswith("ing")
        before, how = self.current, verb is not Verb.AMEND and mark[0][:3].lower() == "by " and not self.between.strip()
        if (
            how
            and before is not None
            and (
                before.out
                or (len(self.subject) > 1 and before.verb is not Verb.REVISE)
                or 0 < len(self.subject) < len(before.targets)
            )
        ):
            self._give_back()  # "revising paragraph (b)(1); paragraph (c) by removing ..."
            how = False
        if verb is Verb.ADD and self.current is not None:
            rest = self.text[mark.end() : mark.end() + 40]
            noted = any(each.field == ":note" for each in self.current.targets)
            if (instead := _SENTENCES_INSTEAD.match(rest)) and self._take_instead(self.current, instead):
                return mark.end() + instead.end()
            gone = self.current.verb is Verb.REMOVE and (bool(self.current.out) or noted)
            quoted = gone and re.match(rf"\s+{QUOTED}", rest) is not None
            point = gone and self.going_to and re.match(rf"\s+(?:the|an?)\s+(?:{'|'.join(POINTS)})\b", rest) is not None
            placed = rf"\s*,?\s+(?:(?:the\s+\w+|an?\s+\w+|{'|'.join(POINTS)})s?\s+)?(?:{_IN_PLACE.pattern})s?\b"
            if (
                (gone and re.match(placed, rest))
                or point
                or (quoted and (self.going_to or _IN_PLACE.search(self.text, mark.end())))
                or (quoted and _IN_BOTH.match(rest))
                or (quoted and stem == "insert" and self.current.manner == "strike")
            ):
                self.current.verb, self.going_to = Verb.SWAP, True
                return None
        if self._goes_on(mark, verb):
            return None
        if how and before is not None and before.verb is Verb.REVISE and before.targets and not before.placed:
            before.verb, self.waiting = Verb.AMEND, list(before.targets)  # "revise paragraph (b) by adding ..."
        if self.current is not None and verb is Verb.TRANSFER:
            return None  # "redesignate § 22.75 as § 22.325 and transfer to subpart E"
        previous = self.clauses[-1] if self.clauses else None
        clause = self._open(verb)
        clause.manner = "strike" if verb is Verb.REMOVE else ""
        rest = self.text[mark.end() :]
        if verb is Verb.REPUBLISH and re.match(r"\s+them\b", rest) and previous:
            clause.targets = list(previous.into or previous.targets)
        if verb is Verb.REDESIGNATE and re.match(r"\s+(?:it|them)\s+as\b", rest) and previous and not previous.into:
            clause.targets = list(previous.targets)  # "transfer § 9.1 to subpart B and redesignate it as § 9.12"
        return None

    def _goes_on(self, mark: re.Match[str], verb: Verb) -> bool:
        """Whether a verb says how the one before it is done: "revise (b) to remove “A” and replace it with “B”"."""
        clause = self.current
        if clause is None:
            return False
        rest = self.text[mark.end() :]
        how = clause.verb is Verb.REVISE and clause.targets and mark[0].lower().startswith("to ")
        if (
            verb is Verb.SWAP
            and clause.verb is Verb.REMOVE
            and clause.out
            and re.match(r"\s+(?:it|them)\s+with\b", rest)
        ):
            self.going_to = True
        elif not (how and verb in (Verb.ADD, Verb.REMOVE, Verb.SWAP) and re.match(rf"\s+{QUOTED}", rest)):
            return False
        clause.verb = verb
        self.inside, self.unled = list(clause.targets), []
        return True

    def _on_halt(self, mark: re.Match[str]) -> None:
        """Read "the stay of": it is named, and not done."""
        if mark["undoes"]:  # "the lifting of the stay of"
            self.halted = True
            self._doubt_halt()
        elif mark["ends"]:
            self._open(Verb.LIFT)
        elif (clause := self.current) is None or clause.out or (clause.targets and not clause.placed):
            self.halted = clause is None or clause.verb is not Verb.LIFT
        elif clause.verb is Verb.REMOVE:
            clause.verb, clause.manner = Verb.LIFT, "end"
        else:
            self.halted = clause.verb is not Verb.LIFT

    def _doubt_halt(self) -> None:
        if self.halted:
            self.unread(_HALT)
            self.doubt, self.halted = self.doubt or _HALT, False

    def _on_ended(self, mark: re.Match[str]) -> None:
        self.taken = _OF_HALT.search(self.skeleton + self.between) is not None
        if self.taken:
            self._passively(Verb.LIFT, mark)

    def _on_reserve(self, mark: re.Match[str]) -> None:
        self._open(Verb.REVISE if mark.lastgroup == "reissue" else Verb.RESERVE)

    _on_reissue = _on_reserve

    def _on_passive(self, mark: re.Match[str]) -> None:
        self._passively(Verb.RESERVE if mark.lastgroup == "reserved" else VERBS_BY_STEM[mark["been"]], mark)

    _on_reserved = _on_passive

    def _on_also(self, mark: re.Match[str]) -> None:
        if not self.clauses:
            return
        verb, before = VERBS_BY_STEM[mark["too"]], self.clauses[-1]
        if verb is Verb.RESERVE and before.verb is Verb.REMOVE:
            before.verb = Verb.RESERVE
            return
        targets, self.waiting = self.waiting or list(before.into or before.targets), []
        self._close()
        self.clauses.append(Clause(verb, targets))

    def _part_from(self, before: Clause | None, mark: re.Match[str]) -> None:
        """Keep what stands before a passive verb for it, and not for the clause before."""
        if (
            before is not None and before.verb in (Verb.REDESIGNATE, Verb.DESIGNATE) and before.into
        ):  # "(b) is redesignated as (c), and (b) is added"
            more = self.take_beyond(before, mark.start())
            self.waiting = [*more, *self.waiting]
            taken = not self.waiting and self.tail.rstrip().endswith("}")  # "as §§ 9.4 and 9.5, and § 9.6 is added"
            if taken or (mark[0].startswith("is") and len(more) > 1):
                self.unread(MISCOUNTED)
                self.doubt = MISCOUNTED
        else:
            self._give_back()

    def _passively(self, verb: Verb, mark: re.Match[str]) -> None:
        by = re.match(rf"\s*(?:by\b|as\s+follows|:|$)|{_IN_BY}", self.text[mark.end() :])
        before, sentence = self.current, ""
        if before is not None and before.out and _AND_SENTENCE.search(self.skeleton + self.between):
            sentence, self.sentence = self.sentence, ""  # "removing “A”, and the third sentence is removed"
        self._part_from(before, mark)
        if _OF_HALT.search(self.skeleton + self.between):
            self.halted = verb is not Verb.LIFT and (verb is not Verb.REMOVE or len(finest(self.waiting)) > 1)
            verb = Verb.LIFT if verb is Verb.REMOVE else verb
        self._doubt_halt()
        how = verb is Verb.REVISE and re.match(rf"\s+by\s+\w+ing\b|{_IN_BY}", self.text[mark.end() :])
        if verb is Verb.AMEND or how or (verb is Verb.CORRECT and by):
            self._close()
            behind = _NO_HOW.match(self.text, mark.end())
            finer = any(each.address or each.field for each in self.waiting)
            doubt = _SAYS_NO_HOW if behind and (finer or not behind["part"]) else ""
            self.clauses.append(Clause(Verb.AMEND, list(self.waiting), doubt=self.doubt or doubt))
            self._lead(amends=True)
            self.open_table, self.sentence = False, self.sentence or sentence
            return
        self._close()
        if verb not in (Verb.REMOVE, Verb.RESERVE):  # the print says which they are
            self.waiting = [each for each in self.waiting if not any(each is other for other in self.made_up)]
        moved = before.into if before is not None and before.verb is Verb.REDESIGNATE else []
        if not self.waiting and self.tail.endswith(" and "):  # "... is redesignated as § 9.2 and is revised"
            self.waiting = list(moved)
        named = self.waiting or ([] if self.standing() else [Target(path_of(each)) for each in self.parts])
        clause = Clause(verb, named or self.standing(), placed=not named, doubt=self.doubt)
        self.doubt, self.sentence = "", self.sentence or sentence
        if mark[0].startswith("is") and not self._loose and self.and_paragraph and len(finest(named)) > 1:
            clause.doubt = clause.doubt or "provisions that two verbs may reach; expected them apart"
        if self._loose:
            self._said_of_words(clause, before, mark)
        self.take_table(clause)
        self.take_sentence(clause, stood=not named)
        finer = any(each.address or each.field or self._is_object(each) for each in named)
        self.waiting, self.said = [], None if finer else clause
        self.clauses.append(clause)
        if verb in (Verb.REDESIGNATE, Verb.DESIGNATE) or (verb is Verb.REMOVE and clause.out):
            self.current, clause.manner = clause, "passive"

    def _said_of_words(self, clause: Clause, before: Clause | None, mark: re.Match[str]) -> None:
        """Read "the words “A” are removed", and "“B” is added in its place" after it."""
        words, self._loose = self._loose, []
        objects, self.objects = self.objects, []
        behind = [each for each in clause.targets if not any(each is other for other in self.before_words)]
        unled = any(map(self._is_object, behind))
        unled = unled or (self.ended and self.and_paragraph)
        clause.at_end, self.ended = self.ended and clause.verb is Verb.REMOVE, False
        if objects and clause.verb is Verb.REMOVE and behind and not unled and not self.ahead:
            self.clauses.append(Clause(Verb.REMOVE, objects, doubt=clause.doubt))
            clause.targets = behind
        elif self.ahead or objects or (unled and clause.verb is Verb.REMOVE and mark[0].startswith("are")):
            clause.doubt = clause.doubt or TWO_THINGS
        place = _IN_PLACE.match(self.text[mark.end() :].lstrip(" ,"))
        if clause.verb is Verb.REMOVE and (len(words) == 1 or len(finest(clause.targets)) == 1):
            clause.out = words
        elif clause.verb is Verb.ADD and place and before is not None and before.verb is Verb.REMOVE and before.out:
            clause.verb, clause.targets, clause.out, clause.put = Verb.SWAP, before.targets, before.out, words
            clause.each, clause.placed = before.each, before.placed
            self.clauses.remove(before)
        elif (
            clause.verb is Verb.ADD
            and len(words) == 1
            and _COMES_BESIDE.match(self.text, mark.end())
            and not clause.doubt
        ):
            clause.out, self.current, self.anchoring = words, clause, clause  # "“B” is added after “A”"
        else:
            clause.doubt = clause.doubt or "quoted words that are neither removed nor put in the place of others"

    def _on_continues(self, _mark: re.Match[str]) -> None:
        self._close()
        self.clauses.append(Clause(Verb.REPUBLISH, self.waiting or self.standing()))
        self.waiting = []

    def _on_should(self, _mark: re.Match[str]) -> None:
        before = self.current
        words, self._loose = list(before.out) if before is not None else self._loose, []
        if before is not None and len(before.put) > 1 and before.spread and not self.passed:
            before.doubt = before.doubt or TWO_THINGS  # "..., and “C”, where it appears in paragraph (b), is"
        if before is not None and len(before.put) > 1:  # "“A” is changed to read “B”, and “C” is changed to read “D”"
            words = [before.put.pop()]
            if self.passed:  # "..., and in paragraph (b), “C” is changed to read “D”"
                before.targets, self.waiting = before.targets[: -len(self.passed)], self.passed
        self._close()
        clause = Clause(Verb.SWAP, self._lead() or self.standing(), out=words, each=self.everywhere)
        clause.doubt, self.objects = TWO_THINGS if self.objects or (before and before.doubt) else "", []
        self.clauses.append(clause)
        self.current, self.going_to = clause, True
