"""Which parts of a provision the words of an instruction name that have no designator: headings, sentences, tables."""

from __future__ import annotations

import re

import attrs

from regtrack.model.scope import path_of
from regtrack.text.citing import ANNEX, ListParagraph, annexes, belongs_to_next_section, sections_from
from regtrack.text.clause import TWO_THINGS, UNPLACED, Clause, finest, sentence_of
from regtrack.text.marks import FEW, MARKS, ORDINAL, ORDINALS
from regtrack.text.naming import JOINED, OF
from regtrack.text.naming_paragraphs import ACTS_NEXT
from regtrack.text.naming_sections import ITSELF, SIGN
from regtrack.text.naming_terms import NamedTerms
from regtrack.text.operations import UNCODIFIED, Target, Verb
from regtrack.text.tables import ADDED_TO_TABLE, AND_MORE, REVISES_TABLE, caption, entry_names

_OF_PART = re.compile(r"\s+(?:for|of|to)\s+(?:(?P<title>\d{1,2})\s+CFR\s+)?[Pp]art\s+(?P<part>\d+[a-z]?)\b")
_OF_SECTION = re.compile(r"\s+(?:of|for|to|in)\s+(?:§|[Ss]ections?\s+\d)")
_TITLED_OF = re.compile(
    r"\s+“[^”]*”,?\s+(?:of|to|for|in)\s+(?:the\s+)?(?:new\s+)?(?:paragraph|definition|introductory)"
)
"""Whose heading is named behind its words: "the heading “Fees” of paragraph (b)"."""
_SET_FORTH = re.compile(r"\s+set\s+forth")
_AND_MORE_OF = re.compile(
    r"\s+and\s+(?:the\s+)?(?:introductory\s+text|\w+\s+sentences?)\s+(?:of|in)\s+paragraphs?\s+(?=\()"
)
"""What a paragraph is given besides a heading: "the heading and first sentence of paragraph (b)"."""
_OF_SUBPART = re.compile(rf"\s+(?:of|for|to)\s+(?:the\s+)?(?:new(?:ly\s+\w+)?\s+)?(?=[Ss]ubpart){ANNEX}")
_INCLUDING = re.compile(r"\bincluding\s+(?:in\s+)?the\s+$")
_SENTENCE_BEHIND = re.compile(r"\{(?:paragraphs|bare|section)\}(?:\{elsewhere\}\s*|,\s+(?:in\s+)?)(?:the\s+)?$")
_HEADING_OF = re.compile(
    r",\s+(?:the\s+)?introductory\s+text,?\s+and\s+(?:the\s+)?\w+\s+sentences?\s+(?:of|in)\s+paragraphs?\s"
)
"""What the heading of a paragraph, or of its section, may be listed with: "the heading, introductory text, and"."""
_AND_IN = re.compile(r"(?:\band|[;,]),?\s+in\s+(?:the\s+)?$")
_OF_CITED = re.compile(r"\{section\},\s+(?:the\s+)?$")
_WORDS_NEXT = re.compile(r",?\s+(?:the\s+(?:\w+\s+){1,3})?“")
_THERE = re.compile(r"\{elsewhere\}\s*(?:the\s+)?$")
_AND_THE = re.compile(r"\{quote\},?\s+and\s+(?:the\s+)?$")
_AND_PLACE = re.compile(
    r"(?:\s+\w{1,3})?(?:\s+(?:in|of|to)\s+§\s*[\d.-]+\w*)?,?\s+and\s+(?:(?:in|from|to|of)\s+)?(?:the\s+)?(?:paragraph|section|§|introductory|heading|definition)"
)
_BESIDE_PLACE = re.compile(r"\{(?:paragraphs|bare|field_of|heading|intro|section|definition)\},?\s+and\s+(?:the\s+)?$")


class NamedParts(NamedTerms):
    """Provisions named so far, with their parts."""

    def _open(self, verb: Verb) -> Clause:
        raise NotImplementedError

    def _on_intro(self, mark: re.Match[str]) -> int | None:
        """Read "introductory text"."""
        if (end := self._of_definition(mark, ":intro")) is not None:
            return end
        if belongs_to_next_section(self.text, mark.end()):
            self._hold([ListParagraph((), ":intro")])
        else:
            self._put_standing(field=":intro")
        return None

    def _on_entire(self, _mark: re.Match[str]) -> None:
        """Read "the section heading and text": all of it."""
        self._put_standing()

    def _on_centered(self, mark: re.Match[str]) -> int | None:
        """Read a heading between sections: no section says it, but one stands beside it."""
        section = MARKS.match(self.text, mark.end()) if mark.lastgroup == "centered" and mark["above"] else None
        if section is not None and section["section"] is not None:
            sections, _, end = sections_from(self.text, section, self.place)
            if len(SIGN.findall(self.text, section.start(), end)) > 1:  # "before § 9.1 and § 9.2"
                self.unread(ITSELF)
            for each in sections:
                self.put(Target(path_of(each.number), field=UNCODIFIED))
            return end
        part = self.place.cite(self.place.part) if self.place.part else None
        of_subpart = _OF_SUBPART.match(self.text, mark.end())
        if of_subpart:
            self.subparts = [Target(path_of(name)) for name in annexes(of_subpart, self.place)]
        places = self.places
        if JOINED.search(self.tail) and any(self._is_object(each) and each in self.subparts for each in places):
            self.unread("a subpart that may be meant itself, or where a heading stands; expected them apart")
        for place in self.subparts or ([Target(path_of(part))] if part else ()):
            self.put(attrs.evolve(place, field=":heading"))
        return of_subpart.end() if of_subpart else None

    def _on_heading(self, mark: re.Match[str]) -> int | None:
        """Read "heading": of paragraphs, of a part, or of what is in question."""
        if (end := self._of_definition(mark, ":heading")) is not None:
            return end
        of_part = _OF_PART.match(self.text, mark.end())
        part = self.place.cite(of_part["part"], of_part["title"]) if of_part else None
        if of_part and part and not self.sections:
            self.put(Target(path_of(part), field=":heading"))
            return of_part.end()
        if _OF_SECTION.match(self.text, mark.end()):
            self._hold([ListParagraph((), ":heading")])
            return None
        to = re.match(r"\s+(?:to|of|for|from|in)\s+(?:new\s+)?paragraphs?\s+", self.text[mark.end() :])
        whole = mark[0].lower().startswith(("section", "subject"))
        if _TITLED_OF.match(self.text, mark.end()):
            self.unread("a heading of no certain paragraph")
        if to or (not whole and (to := _AND_MORE_OF.match(self.text[mark.end() :]))):
            several = to[0].rstrip().endswith("s")
            items, end = self._fielded(mark.end() + to.end(), ":heading", several=several)
            self._add(items)
            return end if to.re is not _AND_MORE_OF else mark.end()
        if not whole and _HEADING_OF.match(self.text, mark.end()):
            self.unread("a heading that may be that of a paragraph, or of a section; expected it to be certain")
        if _OF_SUBPART.match(self.text, mark.end()):
            return self._on_centered(mark)
        if _SET_FORTH.match(self.text, mark.end()) or self.text.endswith("under the ", 0, mark.start()):
            return mark.end()
        if _INCLUDING.search(self.tail) and self.current is not None and self.current.each:
            self.current.headed = True
            return mark.end()
        if self.tail.endswith(" its "):
            self._put_owned()
            return mark.end()
        if self.subparts and not self.standing():  # "amend subpart B by revising the heading"
            self._on_centered(mark)
            return mark.end()
        self._put_standing(field=":heading", **({"address": ()} if whole else {}))
        return mark.end()

    def _put_owned(self) -> None:
        """Read "its heading": of what was named last, which has it already where the same verb takes both."""
        places = [
            each for clause in self.clauses if clause is not self.current for each in clause.into or clause.targets
        ]
        own = self.current is not None and self.current.targets
        if not own and not places:
            self._put_standing(field=":heading")
        elif not own:
            self.put(attrs.evolve(places[-1], field=":heading"))

    def _on_table(self, mark: re.Match[str]) -> int:
        """Read a table or entries of one; a figure, a note and a table of contents have no rows."""
        clause = self.doing
        if clause is not None and clause.out:  # "remove “A” from the table"
            clause.table = clause.table or ""
            if _AND_PLACE.match(self.text, caption(self.text, mark.end())[1]):  # "... and from paragraph (b)"
                self.unread("a table beside other places; expected them apart")
        if self.authority or (clause is not None and clause.out):  # an authority citation has entries, too
            return mark.end()
        noun = mark[0].lower()
        if clause is not None and clause.targets and not (self.is_led or clause.placed or clause.rows or clause.whole):
            clause = self._part_table(clause, noun, mark.end())
        if not noun.startswith(("table", "chart")):
            names, end = entry_names(self.text, mark.end(), noun)
            if not names:
                self.unread("an entry of a table that is not named in quotation marks")
            elif clause is None:
                self.rows += names
            elif clause.side and clause.rows and len(names) == 1:
                clause.beside = names[0]
            else:
                clause.rows, clause.whole, clause.under = clause.rows + names, False, clause.under or self.headed
            return end
        self.table, end = caption(self.text, mark.end())
        before = self.text[: mark.start()]
        if clause is not None:
            clause.table = self.table
            clause.whole = clause.whole or (
                REVISES_TABLE.search(before) is not None and not AND_MORE.match(self.text, end)
            )
        elif ADDED_TO_TABLE.search(before) and self.clauses:
            self.clauses[-1].table, self.clauses[-1].whole = self.table, True
        else:
            self.open_table, self.in_table = True, before.rstrip().lower().endswith((" in the", " in", "in the", "in"))
        return end

    def _part_table(self, clause: Clause, noun: str, end: int) -> Clause:
        """Read "revising paragraph (a) and the table in paragraph (c)": two things that are done."""
        table = noun.startswith(("table", "chart"))
        if not JOINED.search(self.tail) or (
            table and (clause.verb is not Verb.REVISE or AND_MORE.match(self.text, end))
        ):
            return clause
        clause = self._open(clause.verb)
        clause.manner, clause.whole = "apart", table
        return clause

    def _on_under(self, _mark: re.Match[str]) -> None:
        """Read "under the heading “Fishes”" of rows: they are known by their names, and their place by the print."""
        clause = self.doing
        tables = self.rows or self.open_table if clause is None else clause.rows or clause.table is not None
        self.taken = bool(tables)
        if clause is None:
            self.under = self.taken
        else:
            clause.under = self.taken

    def take_table(self, clause: Clause) -> None:
        """Give a clause the entries, or the table, that are named before its verb."""
        clause.rows, self.rows = self.rows, []
        self.headed = self.headed or self.under
        clause.under, self.under = self.under, False
        if self.open_table:
            clause.table = self.table
            clause.whole = clause.verb is Verb.REVISE and not self.in_table and not clause.rows
        self.open_table = False

    def _on_approval(self, _mark: re.Match[str]) -> None:
        """Read the parenthetical text at the end of a section."""
        self._put_standing(address=(), field=":note")

    def _on_sentence(self, mark: re.Match[str]) -> None:
        removes = self.current is not None and self.current.verb is Verb.REMOVE and self.current.out
        if removes and not self.sentence and _AND_THE.search(self.tail):
            self.unread(TWO_THINGS)  # "remove the word “A” and the last sentence"
        if self.sentence and self.current is not None and self.current.out and not self.is_led:
            self.take_sentence(self.current)  # "the second sentence is amended by removing “A”, and the third"
        elif self.sentence and mark["some"] is None:
            self.unread("a sentence of no certain paragraph")
        self.counted, self.next_there = mark.end(), not self.waiting
        self.next_there &= _THERE.search(self.skeleton + self.between) is not None
        passive = self.current is not None and self.current.manner == "passive" and bool(self.current.out)
        if passive and _AND_IN.search(self.tail) and _WORDS_NEXT.match(self.text, mark.end()):
            self._close()  # "“A” is removed and, in the second sentence, “B” is added"
        if self.current is not None and self.current.out and ACTS_NEXT.match(self.text, mark.end()):
            self._close()  # "heading, remove “A”; last sentence, remove “B”"
            self.inside = [attrs.evolve(each, field="") for each in self.inside]
        self.beside = _BESIDE_PLACE.search(self.skeleton + self.between) is not None
        if self.current is not None and self.current.out:  # "remove “A” in the first sentence and “B” in the second"
            self.current.spread = True
        if mark["one"] is not None:
            self.sentence = f":sentence({','.join(['last'] * FEW.get(mark['one'], 1))})"
            return
        if mark["first"] is not None:
            self.sentence = f":sentence({','.join(str(n + 1) for n in range(FEW[mark['first']]))})"
            return
        if mark["nth"] is None:
            if not self.sentence:
                self.unread("sentences that are not counted")
            return
        numbers = [ORDINALS[each] for each in re.findall(ORDINAL, mark["nth"])]
        if "through" in mark["nth"] and len(numbers) == 2:
            numbers = list(range(numbers[0], numbers[1] + 1))
        self.sentence = f":sentence({','.join('last' if n == len(ORDINALS) else str(n) for n in numbers)})"
        self._join_sentence()

    def _join_sentence(self) -> None:
        """Read "(a) introductory text, and paragraph (b), second sentence": that of the last place alone."""
        places = self.places
        behind = _SENTENCE_BEHIND.search(self.skeleton + self.between)
        cited = self.several and _OF_CITED.search(self.skeleton + self.between)  # "§§ 9.1(a) and 9.2(b), last sentence"
        if cited or (behind and self.several and self.parted):  # "paragraph (a) and paragraph (b), second sentence"
            self.unread("a sentence of no certain paragraph")
        if behind and len(finest(places)) > 1 and not self.several and not OF.match(self.text, self.counted):
            self._narrow(places, sentence_of(places[-1], self.sentence))
            self.sentence = ""

    def _on_sentence_beside(self, mark: re.Match[str]) -> None:
        """Read "a sentence after the first sentence": the second one."""
        self.counted = mark.end()
        count, after = ORDINALS[mark["which"]], mark["beside"] != "before"
        new = FEW[mark["new"]] if mark["new"] else 1
        if count < len(ORDINALS):
            self.sentence = f":sentence({','.join(str(count + after + n) for n in range(new))})"
        elif after and new == 1:
            self.sentence = ":sentence(last)"
        else:
            self.unread("a sentence before the last one, or several after it")

    def take_sentence(self, clause: Clause, *, stood: bool = False) -> None:
        """Give a clause the sentences that no place came behind."""
        if self.sentence:
            places = [] if stood else finest(clause.targets) or self._goes_on_in(clause)
            if self.beside or (not places and self._acts_elsewhere(clause)):
                clause.doubt = clause.doubt or UNPLACED
            clause.targets = [sentence_of(each, self.sentence) for each in places or self.standing()]
            self.sentence = ""

    def _acts_elsewhere(self, clause: Clause) -> bool:
        """Whether another place came between: "in § 9.1(a), ...; in paragraph (b), ...; in the last sentence, ..."."""
        led = self.led_to if self.inside != list(self.inherited.inside) else 0
        others = (e for e in self.clauses[led:] if e is not clause and e.verb is not Verb.AMEND)
        reached = [target for each in others for target in each.targets]
        return any(e.provision == t.provision and e.path != t.path for e in self.standing() for t in reached)

    def _goes_on_in(self, clause: Clause) -> list[Target]:
        """Read "in the first sentence of (a), remove “A”; and in the second sentence, remove “B”": that of (a)."""
        before = next((e for e in reversed(self.clauses) if e is not clause and e.verb is not Verb.AMEND), None)
        if before is None or len(before.targets) != 1 or not (before.out or before.verb is Verb.REVISE):
            return []
        (place,) = before.targets
        alone = self.next_there and place.address and place.field.startswith(":sentence")
        return [attrs.evolve(place, field="")] if alone else []

    def check_rows(self, clause: Clause) -> None:
        """Doubt a table, or rows of one, beside other things, and a table of which nothing says what is done to it."""
        annex = any(each.provision[-1].startswith(("app. ", "supp. ")) for each in clause.targets)
        if clause.manner == "apart" and clause.placed and not annex:
            clause.doubt = clause.doubt or "a table of no certain paragraph"
        if clause.under and not clause.rows:
            clause.doubt = clause.doubt or "a part of a table that is named by its heading; expected rows"
        alone = len(clause.targets) == 1 and not clause.targets[0].field and not clause.out
        alone = alone and (clause.manner == "apart" or not clause.beside_rows)
        if (clause.rows or clause.whole) and not alone:
            clause.doubt = clause.doubt or "a table, or rows of one, beside other things; expected them alone"
        elif clause.table is not None and not (clause.rows or clause.whole or (clause.out and not clause.each)):
            clause.doubt = clause.doubt or "a part of a table, a figure or a note"
