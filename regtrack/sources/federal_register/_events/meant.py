"""Which document is meant that is named by its day or its title alone, and what is done to one that nobody can name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import attrs

from regtrack.citations import FIRST_YEAR, IN_REGISTER, Reference, ReferenceKind
from regtrack.model.event import Event
from regtrack.model.inbox import UNREAD
from regtrack.model.when import When
from regtrack.sources.federal_register import moves
from regtrack.sources.federal_register._events.asserted import is_asserted, is_governed
from regtrack.sources.federal_register._events.cited_parts import parts_in, plain
from regtrack.sources.federal_register._events.end_words import IS_TEMPORARY
from regtrack.sources.federal_register._events.ends import OPENED
from regtrack.sources.federal_register._events.limits import limited_to, narrowed, partial_act, told_besides
from regtrack.sources.federal_register._events.objects import GIVEN_THING, THING
from regtrack.sources.federal_register._events.provisions import is_section
from regtrack.sources.federal_register._events.scoping import SCOPE_UNREAD, Scopes
from regtrack.sources.federal_register.claims import DateClaim
from regtrack.sources.federal_register.deeds import DEEDS, ENDINGS, Deed, having
from regtrack.sources.federal_register.document import RegisterDocument
from regtrack.sources.federal_register.ledger import LedgerRegister
from regtrack.sources.federal_register.references.finder import days_in, find_references
from regtrack.sources.federal_register.text.sentences import sentence_at
from regtrack.sources.federal_register.text.statement import Modality, Statement
from regtrack.sources.federal_register.text.vocabulary import spelled
from regtrack.sources.federal_register.titles import acted_on, as_extended, bare, is_same, subtitle

_ELSEWHERE = having("elsewhere")
NAMELESS_STAY = f"{UNREAD}:stay:{UNREAD}"
"""How the note of a stay is keyed of which nobody can name the rule."""
_OF_A_STAY = frozenset(("lift_stay", "extend_stay"))
_OF_THINGS = ENDINGS | {"stay", "extend_expiry", "reinstate"}


def same_title(
    document: RegisterDocument, register: LedgerRegister, said: Statement, *, dated: bool = False
) -> tuple[str | None, bool]:
    """Return the document that is named by its day alone, if the ledger has one of that day with the same title.

    And whether that is inferred: the title leaves out a subtitle, and the act is one that it can be meant for.
    A grave act is done to it only where the title adds that act to it: a rule that withdraws some discretion may
    have the title of the rule that it delays. Provisions by their numbers are those of the rule on them.
    """
    if (directive := _directive(document, register, said)) is not None:
        return directive, False
    names = acted_on(document.title)
    day = next((each.published_on for each in said.target if each.published_on is not None), None)
    if day is None and said.label in _ELSEWHERE:  # "amended to reflect a court's vacatur", under the same title
        same = register.by_title.begun_by(document)
        told = same and bare(register.title_of(same) or "") in map(bare, (document.title, *names))
        return (same if told else None), False
    if said.kind == "withdraw_proposal" and not names and day is None:
        same = register.by_title.titled(document.title, None) if _withdraws_at_once(document) else None
        if same is None or register.title_of(same) or not register.may_be_of(same, document):
            return None, False  # a rule, or the proposal of another one
        return same, False
    if not names and said.kind not in moves.BY_TITLE and day is None:
        numbered = (said.parts or said.covered) and all(" CFR " in part for part in said.parts)
        return (register.by_title.begun_by(document) if numbered else None), False
    whole = register.by_title.titled(document.title, day) if day else None  # a correction of a correction
    if not (day or not (dated or said.kind == "disapprove")):
        return whole, False
    known, headed = (
        register.by_title.of_title(document, day) if names else (register.by_title.titled(document.title, day), None)
    )
    if known is None and whole is None and headed is not None and register.is_live(headed, said.kind, document):
        return headed, True
    return known or whole, False


def otherwise_unchanged(claims: Iterable[DateClaim]) -> Sequence[Reference]:
    """Return the one document whose date is confirmed: "The date of the rule at C has not otherwise changed".

    Of it is what the same document stays without a name.
    """
    named = {name for each in claims if each.kind == "set_effective" and each.act == "confirm" for name in each.target}
    return find_references(named.pop()) if len(named) == 1 else ()


_OF_THE_PROPOSAL = re.compile(r"\bwithdrawal\b(?! of (?!(?:[\w-]+ ){0,4}?(?:propos|NPRM)))", re.IGNORECASE)


def _withdraws_at_once(document: RegisterDocument) -> bool:
    """Return whether ACTION tells that a proposal is withdrawn, and no day that is to come is told in DATES."""
    days = (each.on for each in days_in(document.dates or ""))
    later = any(document.published_on is None or (on is not None and on > document.published_on) for on in days)
    return not later and _OF_THE_PROPOSAL.search(document.action or "") is not None


_NUMBERED = re.compile(r"(?:AD )?(?P<year>\d{4})-(?P<half>\d{2})-\d{2}")
_SOON = range(-10, 100)
"""Days from the fortnight of a directive's number to its publication."""


def _directive(document: RegisterDocument, register: LedgerRegister, said: Statement) -> str | None:
    """Return the airworthiness directive of a number, where DATES cites the document of its material alone.

    What it had approved is approved as of then, and cited. That has to be a directive on the same products, published
    after the fortnight that its number tells: else it may be one that was superseded before.
    """
    number = next((each.name for each in said.target if each.kind is ReferenceKind.AIRWORTHINESS_DIRECTIVE), "")
    parts = _NUMBERED.fullmatch(number)
    cited = {each.name: each for each in find_references(document.dates or "") if each.kind in IN_REGISTER}
    known = {id_ for each in cited.values() if (id_ := register.cited(each)) is not None}
    if parts is None or len(cited) != 1 or len(known) != 1:
        return None
    [only], [id_] = cited.values(), known
    half, on = int(parts["half"]), only.published_on
    if on is None or not 1 <= half <= 27 or bare(register.title_of(id_) or "") != bare(document.title):
        return None
    fortnight = dt.date(int(parts["year"]), 1, 1) + dt.timedelta(weeks=2 * (half - 1))
    return id_ if (on - fortnight).days in _SOON else None


def is_stay(id_: str, register: LedgerRegister) -> bool:
    """Return whether a rule is in force for a time, and may be a stay of what nobody can name, or tells that it is."""
    if not register.ends_on(id_):
        return False
    return not register.is_temporary(id_, or_notice=True) or bool(stays_alone(id_, register))


def stay_alone(said: Statement) -> Statement | None:
    """Return when a document is in force that stays what nobody can name: as long as its stay; None for other acts."""
    dated = said.when is not None and said.when.dated and said.modality is Modality.DONE
    if said.kind != "stay" or not (dated or (said.when and said.until is not None and said.until.dated)):
        return None
    until = said.until if said.until is not None and said.until.dated else None
    return attrs.evolve(said, kind="set_effective", target=(), until=until, parts=(), relation=None, flags=())


def stays_alone(id_: str, register: LedgerRegister) -> list[Event]:
    """Return the notes of a document that stays what nobody can name."""
    return [each for each in register.acts_on(id_, "note") if each.key.endswith(f":{NAMELESS_STAY}")]


def stayed_alone(id_: str, register: LedgerRegister) -> set[str] | None:
    """Return the provisions of which a document stays what nobody can name; None for one that stays nothing such."""
    quote = next((each.evidence[0].quote for each in stays_alone(id_, register) if each.evidence), None)
    return None if quote is None else set(parts_in(plain(quote), register.cfr_of(id_)))


def of_whole(said: Statement, id_: str, register: LedgerRegister) -> Statement:
    """Return what is done to a stay of provisions as done to all of it, where that stay of them is one of a rule."""
    stays = [each for each in register.acts_by(id_) if each.kind == "stay"] if said.kind in _OF_A_STAY else []
    stays = stays or (register.acts_on(id_, "stay") if said.kind in _OF_A_STAY else [])
    if not (said.parts and stays) or any(each.parts or each.exclude or not each.evidence for each in stays):
        return said
    stayed = {part for each in stays for part in parts_in(plain(each.evidence[0].quote or ""), register.cfr_of(id_))}
    return attrs.evolve(said, parts=()) if stayed and stayed <= set(said.parts) else said


def lifted_alone(said: Statement, id_: str, register: LedgerRegister) -> Statement | None:
    """Return the end of a document whose stay of what nobody could name is lifted, of all of it or of some provisions.

    None where it stays a rule that is known, or something else than what is lifted.
    """
    stayed, lifted = stayed_alone(id_, register), set(said.parts)
    if stayed is None or said.when is None or not said.when.dated or said.modality is not Modality.DONE:
        return None
    over = attrs.evolve(said, kind="set_expiry", when=None, until=said.when, relation=None)
    if not lifted or (stayed and stayed <= lifted):
        return attrs.evolve(over, parts=())
    return over if lifted <= stayed else None


def nameless(said: Statement, published: When | None) -> Statement:
    """Return what is done to a document that nobody can name: a deadline as its own, the rest as unread."""
    if said.kind in moves.DEADLINES and said.until is not None and said.until.dated:
        kind = "open_comment" if said.kind == "extend_comment" else said.kind
        return attrs.evolve(said, kind=kind, target=(), when=said.when or published, relation=None)
    if said.kind == "set_effective":
        return attrs.evolve(said, target=(), as_of=None)
    if said.kind == "extend_expiry" and said.until is not None and said.until.dated:
        return attrs.evolve(said, kind="set_expiry", target=(), as_of=None, relation=None)
    if said.kind == "delay_compliance" and said.when is not None and said.when.dated:
        name, last = said.name or "compliance", attrs.evolve(said.when, inclusive=True)
        return attrs.evolve(
            said, kind="set_deadline", target=(), when=published, until=last, name=name, relation=None,
            parts=(), exclude=(), parties=None, flags=tuple(flag for flag in said.flags if flag != SCOPE_UNREAD),
        )  # fmt: skip
    return Statement.unread(said.quote, (), "which document it acts on", f"{UNREAD}:{said.label or said.kind}")


def borne_out(
    said: Statement, id_: str, document: RegisterDocument, register: LedgerRegister, *, unknown: bool
) -> Statement:
    """Return that something temporary is over before its time, as unread where the ledger does not bear it out.

    What ends by an opening has to be a closure of the same; what is ended in so many words, nothing lasting.
    """
    if said.until is not None:  # it opens for a time: the closure outlasts that, or not
        lasts = register.ends_after(id_, said.until) or (said.kind == "stay" and not register.ends_on(id_))
        said = attrs.evolve(said, kind="stay" if lasts else "rescind", until=said.until if lasts else None)
    if said.label == OPENED:
        sure = register.is_temporary(id_) and is_same(register.title_of(id_) or "", document.title)
    else:
        sure = unknown or said.kind == "supersede" or IS_TEMPORARY.search(said.quote or "") is not None
        sure = sure or register.is_temporary(id_, or_notice=True)
    if sure or said.modality is Modality.UNREAD:
        return said
    return Statement.unread(said.quote, said.target, "whether it ends it", f"{UNREAD}:{said.label}")


def all_given(said: Statement, id_: str, register: LedgerRegister) -> Statement:
    """Return what is done to a thing that a document gave, as unread where that document may have given more.

    It is a rule, or its title tells of several such things: "Vision of Drivers; Exemptions".
    """
    whole = said.kind in _OF_THINGS and not (said.parts or said.exclude or said.note)
    thing = THING.search(said.quote or "") if whole else None
    if thing is None or GIVEN_THING.search(said.quote or "") is None:
        return said
    title = (register.title_of(id_) or "").lower()
    several = not thing[0].endswith("s") and any(each[0].endswith("s") for each in THING.finditer(title))
    if several or (register.sort_of(id_) in moves.RULES and " published " not in (said.quote or "")):
        return Statement.unread(said.quote, said.target, "whether that is all that was given")
    return said


def ends_a_thing(event: Event) -> bool:
    """Return whether an event of a document that ends something tells the day of it: "The designation ends on D"."""
    return event.kind == "set_expiry" or (event.kind == "set_deadline" and THING.search(event.name or "") is not None)


def has_title(id_: str | None, document: RegisterDocument, register: LedgerRegister) -> bool:
    """Return whether a document has the title of an instrument, or adds to it."""
    title = (register.title_of(id_) if id_ is not None else None) or ""
    return bool(title) and (bare(title) == bare(document.title) or subtitle(document.title, title) is not None)


_ADDED = r"(?:added|adopted|established|issued|promulgated|created|published)"
_ENDS_ADDED = re.compile(
    rf"\b(?:(?:is|are) {spelled('rescind withdraw remove', 'gerund')}|{spelled('rescind withdraw remove', 'third')}) "
    r"(?:the )?(?:\d+ CFR (?:part )?\d+|part \d+|subparts? [A-Z]|regulations?)\b"
    r"(?:(?!\b(?:except|only|certain)\b)[^.;§])*?"
    rf",? (?:which|that) (?:was|were) {_ADDED} (?:by|in|through) (?:the|a|its) (?:[\w-]+ ){{0,3}}?rule\b",
    re.IGNORECASE,
)
"""A part of the Code is taken out that a rule had added."""


_KIND = r"(?:(?:direct|interim|final|temporary) )*rule"
_ENDING = spelled("rescind withdraw", "gerund")
_ENDS_THE_RULE = re.compile(
    rf"\b(?:{spelled('rescind withdraw', 'third')}|(?:is|are) (?:(?:hereby|now) )?{_ENDING}) (?:the|that|its)"
    rf"(?: \w+[’']s)? (?:(?P<year>\d{{4}}) )?{_KIND}s?(?: on (?P<topic>[a-z][\w -]{{3,60}}?))?"
    r"(?: in (?:its|their) entirety)?"
    r"(?=[.,;]? ?(?:$|because|as of|effective|and (?:restor|reinstat|return)\w*)|\. )"
    rf"|(?:^|, )(?:the|that) (?:(?P<its_year>\d{{4}}) )?{_KIND} (?:is|are) (?:hereby )?"
    rf"{spelled('rescind withdraw', 'participle')}(?=[.;]|$| as of| effective| in its entirety)",
    re.IGNORECASE,
)
"""What is done to the one rule that another sentence cites, perhaps by its year, or by what it calls it there."""


def _ends_the_rule(
    document: RegisterDocument, told: str, cited: Collection[Reference], day: When
) -> re.Match[str] | None:
    """Return the words by which a document ends all of the one rule that it cites; None where it may be less."""
    ends = _ENDS_THE_RULE.search(told)
    if ends is None:
        return None
    sentence, year = sentence_at(told, *ends.span()), ends["year"] or ends["its_year"]
    if year is not None and any(each.volume is None or each.volume + FIRST_YEAR != int(year) for each in cited):
        return None
    if ends["topic"] and f"rule on {ends['topic']}" not in told[: ends.start()]:
        return None
    published, place = document.published_on or dt.date.min, sentence.find(ends[0])
    days = {e.on for e in days_in(sentence) if e.start > place or e.on is None or e.on >= published}
    days -= {each.published_on for each in find_references(sentence)}
    besides = any(told_besides(f"{document.dates} {told}", of_force=True)) or any(narrowed(sentence))
    less = besides or limited_to(sentence) or partial_act(sentence)
    return None if less or {f"{each}" for each in days} - {day.text[:10]} else ends


_IS_OVER = re.compile(  # of what the title names: "Termination of the Designation of X"
    r"\b(?:terminations?|(?:is|are) (?:hereby )?terminated)\b(?! (?:in part|as to|for|with respect)\b)", re.IGNORECASE
)


def ended_whole(
    document: RegisterDocument, deeds: Iterable[Deed], id_: str, register: LedgerRegister, own: Event | None
) -> Statement | None:
    """Return the end of a rule on the day on which a document takes effect that ends all of it.

    Whose title it has, and of which it takes out what it had added; or the one that it cites, and rescinds in another
    sentence; or what has the title of something that it ends. None where it may be less than all of it, or another.
    """
    day = own.effect if own is not None else None
    told = document.abstract or ""
    deed = next((d for d in deeds if d.verb in ENDINGS and d.field in ("action", "title") and not d.proposed), None)
    title = bare(register.title_of(id_) or "")
    named = (each for name in acted_on(document.title) for each in as_extended(name))
    quote = (own.evidence[0].quote if own is not None else None) or ""
    over = _IS_OVER.search(quote) is not None and title in map(bare, named)
    if over and day and day.exact and (register.ends_on(id_) or day.text)[:10] >= day.text[:10]:
        return Statement("rescind", quote, (), day, relation=DEEDS["rescind"].relation)
    ends = _ENDS_ADDED.search(told)
    if ends is not None and title not in map(bare, acted_on(document.title)):
        ends = None
    cited = [each for each in find_references(f"{document.dates}\n{told}") if each.kind in IN_REGISTER]
    if deed is None or day is None or {register.cited(each) for each in cited} != {id_}:
        return None
    ends = ends or _ends_the_rule(document, told, cited, day)
    if (
        ends is None
        or partial_act(f"{document.title} {document.action}")
        or not is_asserted(clause := sentence_at(told, *ends.span()), ends[0])
        or is_governed(told, ends.start())
    ):
        return None
    return Statement(deed.verb, clause, tuple(cited[:1]), day, relation=DEEDS[deed.verb].relation)


def suspended(
    told: Iterable[tuple[str, str]], document: RegisterDocument, scopes: Scopes, register: LedgerRegister, own: str
) -> Iterator[tuple[str, str, str]]:
    """Yield the rules on provisions of which a use is suspended: the cited ones, or else those with the same title.

    Each with the provision and the sentence, of which the words that name the provision are given.
    """
    for sentence, words in told:
        references = find_references(f"{document.dates} {document.abstract}")
        cited = {id_ for each in references if (id_ := register.cited(each, final=True))} - {own}
        for part in filter(is_section, scopes.named(words).parts):
            on = register.on_provision(part, "stay", document)
            titled = (id_ for id_ in (on.target, *on.doubted) if has_title(id_, document, register))
            yield from ((id_, part, sentence) for id_ in sorted(cited) or titled if id_ is not None)
