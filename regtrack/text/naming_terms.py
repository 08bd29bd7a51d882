"""Which definitions the words of an amendatory instruction name."""

from __future__ import annotations

import re

import attrs

from regtrack.model.scope import Path, path_of
from regtrack.text.citing import ListParagraph, read_list, sections_from
from regtrack.text.clause import defines, steps
from regtrack.text.marks import DEFINED_IN, MARKS, TERM, TERMS
from regtrack.text.naming import OF
from regtrack.text.naming_sections import NamedSections
from regtrack.text.operations import PRINTED_TERMS, Target
from regtrack.text.tables import NO_NAME

_TERM_BEHIND = re.compile(r"\{(?:paragraphs|section)\}(?:\{elsewhere\}\s*|,?\s+(?:in\s+)?)(?:the\s+)?$")
_TERM_APART = re.compile(r"\{(?:paragraphs|section)\},\s+(?:in\s+)?$")
"""A definition without an article behind a paragraph: "§ 9.1, paragraph (b), definition of"."""
_TERM_BESIDE = re.compile(r"\{(?:definition|term)\},?\s+$")
_AFTER_TERMS = re.compile(
    r",?\s+(?:to\s+read|respectively\b|in\s+(?:its|their)\s+entirety|in\s+(?:its|their\s+)?(?:appropriate\s+)?alphabetic|in\s+(?:§|paragraph|this|its\s+place)"
    r"|and\s+(?:by\s+)?(?:add|revis|remov)|and\s+(?:the\s+)?(?:paragraph|introductory|heading|definition)"
    r"|as\s+(?:follows|paragraph)|by\s|is\s|are\s|from\s|under\s|to\s+paragraph)|[;:.](?=\s|$)|,\s+(?:by\s+)?(?:add|revis|remov)"
)
_HOLDS_TERMS = re.compile(
    r"(?:,?\s+in\s+(?:\w+\s+)?alphabetical\s+order,?)?\s+(?:in|of|to|under)\s+paragraphs?\s+(?=\([a-z0-9])"
)
_AND_PART = re.compile(r"\{(?:intro|heading)\}(?:\s+of)?,?\s+and\s+(?:the\s+)?$")
_BETWEEN_TERMS = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+")
_OF_DEFINITION = re.compile(r"\s+(?:of|to|for|in)\s+the\s+(?=definitions?\b)")
_IN_IT = r"(?P<in>\{elsewhere\}\s*|,?\s+in\s+)?(?(in)|(?:,\s+|\s+))(?P<the>(?:the|its|their)\s+)?$"
_DEFINITION_BEHIND = re.compile(rf"\{{(?:definition|term)\}}(?P<where>\s+in\s+\{{section\}})?{_IN_IT}")
_ONE_IS = re.compile(r"\s+is\b")
_PARAGRAPH_BEHIND = re.compile(rf"\{{(?:paragraphs|bare|section)\}}{_IN_IT}")


class NamedTerms(NamedSections):
    """Provisions named so far, with their definitions."""

    def _of_term(self, mark: re.Match[str]) -> int | None:
        """Read "the definition of “A”, paragraph (3)"."""
        items, end = read_list(self.text, mark.end())
        places = self.places
        term = places[-1] if places and self.terms and places[-1] is self.terms[-1] else None
        if term is None or len(self.terms) > 1 or not _TERM_BESIDE.search(self.tail):
            return None
        numbers = all(each.levels and each.levels[0].isdecimal() for each in items)
        if not numbers or term.field or OF.match(self.text, end):
            return None
        gone = places.pop()
        self.subject = [each for each in self.subject if each is not gone]
        for each in items:
            self.put(attrs.evolve(term, address=(*term.address, *steps(each.levels or ())), field=each.field))
        return end

    def _on_term(self, mark: re.Match[str]) -> int:
        """Read definitions whose terms stand in italics, or in no way apart from the words around them."""
        end = _AFTER_TERMS.search(self.text, mark.end())
        stop = end.start() if end else len(self.text)
        listed = self.text[mark.end() : stop]
        self.terms = []
        several = (
            mark[0].lower().startswith("definitions") or "," in listed
        )  # "the definition of Auxiliary aids and services" is one
        terms = [each.strip(" ,") for each in (_BETWEEN_TERMS.split(listed) if several else [listed])]
        certain = all(0 < len(each) <= 80 and each[0].isalnum() and not re.search("[§“”]", each) for each in terms)
        certain = certain and not any(map(NO_NAME.search, terms))
        if len(self.sections) != 1 or not certain:
            self.unread("a definition that is not named in quotation marks")
            return mark.end()
        held, stop = self._holder(stop)
        for term in terms:
            self._define(term, [ListParagraph(())], held)
        return stop

    def _holder(self, end: int) -> tuple[Path, int]:
        """Read "the definition of “Bureau” in paragraph (b)": where it stands, and where to go on."""
        holder = _HOLDS_TERMS.match(self.text, end)
        if holder is None:
            return (), end
        found_in, end = read_list(self.text, holder.end())
        if len(found_in) != 1 or found_in[0].levels is None or found_in[0].field:
            self.unread("a definition of no certain paragraph")
            return (), end
        return steps(found_in[0].levels), end

    def _on_following(self, _mark: re.Match[str]) -> None:
        """Read "the following definitions": the print says which."""
        self._put_standing(field=PRINTED_TERMS)

    def _define(self, term: str, items: list[ListParagraph], held: Path = ()) -> None:
        section = self.sections[0]
        outer = held or next((e.address for e in self.standing() if not e.field), steps(section.levels))
        address = (*outer[: defines(outer) - 1 if defines(outer) else None], f"def:{term}")
        self.defined.add(address)
        for item in items:
            if item.levels is not None:
                self.terms.append(Target(path_of(section.number), (*address, *steps(item.levels)), item.field))
                self.put(self.terms[-1])

    def _on_definition(self, mark: re.Match[str], items: list[ListParagraph] | None = None) -> int:
        """Read definitions whose terms stand in quotation marks."""
        end, alternative, self.terms = mark.end(), False, []
        terms = TERMS.match(self.text, end)
        self._turn(terms.end() if terms else end)
        if inside := DEFINED_IN.match(self.text, end):  # "the definition of “Bureau” in § 447.11"
            found = MARKS.match(self.text, inside.end())
            if found is not None and found["section"] is not None:
                self.sections, _, _ = sections_from(self.text, found, self.place)
                self.named += [path_of(each.number) for each in self.sections]
        if len(self.sections) != 1:
            self.unread("a definition of no certain section")
        singular = not mark[0].lower().startswith("definitions")
        words: list[str] = []
        ends, last = False, [""]  # whether the next term may be the last one; what joins the last one
        while term := TERM.match(self.text, end):
            end = term.end()
            word = term["term"].strip(" ,.;")
            other_name, alternative = alternative, bool(re.match(r"\s*,?\s*or\b", term["more"] or ""))
            if word and not other_name:
                words.append(word)
            joint = (term["more"] or "").split()
            if term["more"] is None or ((ends or (singular and self.is_led)) and joint in ([","], [])):
                break  # "in the definition of “A” and “B”, “C” is removed"
            ends, last = ends or "and" in joint, joint
        if singular and len(words) > 1 and last in ([","], []):  # "the definition of “A”, “B” is removed"
            self.unread("a definition, or words of one; expected them apart")
        if singular and len(words) > 1 and self.current is not None and self.current.out:
            self.unread("words for one place and words for another; expected them apart")
        if len(words) > 1 and self.sentence:  # "the first sentence in the definitions of “A” and “B”"
            self.unread("a sentence of no certain definition")
        held, end = self._holder(end)
        places = self.places
        bare = bool(places) and places[-1] == Target(places[-1].provision, field=places[-1].field)
        if (
            items and bare and _AND_PART.search(self.tail)
        ):  # "the introductory text and paragraph (1) of the definition"
            self.unread("a definition, or a section, of which a part may be meant; expected them apart")
        self.term_led = self.is_led
        led = [e for e in self.waiting if e.address and not e.field and not self._is_object(e)]
        if not led and not held and self.several and _TERM_APART.search(self.tail):
            self.unread("a definition of no certain paragraph")
        elif not led and not held and _TERM_APART.search(self.tail):
            led = [e for e in places[-1:] if e.address and not e.field and not defines(e.address)]
            places[-1:] = [] if led else places[-1:]
            self.subject = [each for each in self.subject if not any(each is other for other in led)]
        if led and not held and _TERM_BEHIND.search(self.tail):
            held = led[-1].address  # "in paragraph (a), the definition of “Bank” is amended"
            if len(led) > 1:
                self.unread("a definition of no certain paragraph")
            else:
                self.waiting = [each for each in self.waiting if each is not led[0]]
        for word in words if len(self.sections) == 1 else ():
            self._define(word, items or [ListParagraph(())], held)
        return end

    def _of_definition(self, mark: re.Match[str], field: str) -> int | None:
        """Read "the introductory text of the definition of “A”", "the definition of “A”, introductory text"."""
        if ahead := _OF_DEFINITION.match(self.text, mark.end()):
            definition = MARKS.search(self.text, ahead.end())
            if definition is not None and definition["definition"] is not None:
                return self._on_definition(definition, [ListParagraph((), field)])
            self.unread("a definition that is not named in quotation marks")
            return ahead.end()
        places = self.places
        if mark[0].lower().startswith(("section", "subject")):
            return None
        behind = _DEFINITION_BEHIND.search(self.tail)
        if behind is None:
            of = _PARAGRAPH_BEHIND.search(self.tail)
            return self._of_paragraph(mark, field, of, places) if of else None
        one = len(self.terms) == 1 and bool(places) and places[-1] is self.terms[0]
        if behind["where"] or not one or self._is_listed(behind, mark, places[-1]):
            self.unread("a definition, or a section, of which a part may be meant; expected them apart")
        else:
            self._narrow(places, attrs.evolve(places[-1], field=field))
        return mark.end()

    def _of_paragraph(self, mark: re.Match[str], field: str, of: re.Match[str], places: list[Target]) -> int | None:
        """Read "in paragraph (a), in the introductory text": that of the paragraph, and not of its section."""
        last = places[-1] if places else None
        if last is None or not last.address or last.field:
            return None
        others = of["in"] and any(e.address and not e.field and not e.leads_to(last) for e in places[:-1])
        if self._is_listed(of, mark, last) or others or self.several:
            self.unread("a paragraph, or a section, of which a part may be meant; expected them apart")
        self._narrow(places, attrs.evolve(last, field=field))
        return mark.end()

    def _is_listed(self, of: re.Match[str], mark: re.Match[str], last: Target) -> bool:
        """Whether a part may be listed: "revising (a), the heading, and"; "(a), the heading is" does not list it."""
        named = bool(of["the"]) and not of["in"] and self._is_object(last)
        return named and _ONE_IS.match(self.text, mark.end()) is None
