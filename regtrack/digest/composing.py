"""A digest as something to read: its subject, its letter, the mail or the text that carries it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import groupby
from types import MappingProxyType

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.digest import mail
from regtrack.digest.choosing import Chosen
from regtrack.digest.facts import SECTIONS, Fact, FactKind
from regtrack.digest.gathering import Gathered
from regtrack.digest.settings import DigestSettings
from regtrack.digest.subscriptions import Subscriber
from regtrack.model.citing import Sources
from regtrack.report import dates_in_words, labels, templating
from regtrack.report.answer import letter, report
from regtrack.report.answer.answer import Answer
from regtrack.report.answer.details import reviewed_by
from regtrack.report.answer.letter import Letter, LetterBlock, LetterItem
from regtrack.report.answer.limits import horizon_lines
from regtrack.report.answer.model import Weight
from regtrack.report.language import (
    instrument_label,
    joined,
    mark,
    sentence,
    spoken,
    term,
    tr,
    unended,
)
from regtrack.store.chain import NONE, SHORT, ChainLink

_TITLES = MappingProxyType(
    {
        "reminders": mark("Reminders"),
        "upcoming": mark("Dates ahead"),
        "enriched": mark("Updates to what was reported"),
        "added": mark("Older, newly recorded in this ledger"),
        "feeds": mark("Source problems"),
        "state": mark("Current status"),
    }
)
_OF_REPORTS = MappingProxyType({"claims": labels.CLAIMS, "late": labels.LATE, "undated": labels.UNDATED})
_LEADS = ("reminders", "upcoming", *SECTIONS)
"""Which section gives the subject its news where no rule moved."""
_NAMED_DATES = frozenset((FactKind.DATE, FactKind.REMINDER))
_UNSUBSCRIBE = "https://unsubscribe.invalid/"
"""A placeholder for each subscriber's own address in what is rendered once for all."""


@attrs.frozen
class Digest:
    """One digest, before it becomes a message.

    Attributes:
        title: what it says in a line.
        letter: everything that it shows, not cut short.
        about: ids of the instruments it is about.
        day: on which it was made, where the subscriber is.
        facts: what it shows, for channels that send fields.
        sources: the instruments, events and documents that the facts name.
        since: the clock of the last digest; None for the first.
        link: the last link of the ledger's hash chain.
    """

    title: str
    letter: Letter
    about: tuple[str, ...]
    day: str
    facts: tuple[Chosen, ...] = attrs.field(eq=False, repr=False)
    sources: Sources = attrs.field(eq=False, repr=False)
    since: Tick | None
    link: ChainLink


def digest(
    chosen: Sequence[Chosen],
    gathered: Gathered,
    subscriber: Subscriber,
    now: Tick,
    since: Tick | None,
    head: ChainLink = NONE,
) -> Digest:
    """Put together what was chosen.

    Args:
        chosen: the facts; none for a heartbeat.
        gathered: what they rest on.
        subscriber: for whom.
        now: the clock.
        since: the clock of the last digest; None for the first.
        head: the last link of the ledger's hash chain, of which each mail is a witness.
    """
    shown = sorted((each for each in chosen if each.shown), key=lambda each: SECTIONS.index(each.fact.section))
    acts = [each for each in shown if _is_act(each.fact, gathered)]
    rest = [each for each in shown if not _is_act(each.fact, gathered)]
    answer = _answer([each.fact for each in acts], gathered)
    day = dates.day_of(now, subscriber.schedule.zone).isoformat()
    headline = _headline(answer, [each.fact for each in rest], gathered, subscriber, since)
    why = len(subscriber.subscription) > 1  # else it is the same for all
    blocks = [] if answer is None else list(_changed(answer, acts, gathered, subscriber))
    blocks += _others(rest, gathered, why=why)
    limits = horizon_lines(gathered.horizon)
    if head.num:
        limits += (tr("Ledger hash: {head} (link {number})", head=head.head[:SHORT], number=head.num),)
    made = Letter(
        headline=headline,
        context=tuple(filter(None, (_window(subscriber, now, since), answer.counts if answer is not None else ""))),
        about=() if why else tuple(tr("You follow {label}", label=each.label) for each in subscriber.subscription),
        rows=letter.rows_of(answer) if answer is not None else (),
        blocks=tuple(blocks),
        empty=_empty(blocks, gathered),
        horizon=limits,
    )
    about = tuple(dict.fromkeys(each.fact.instrument for each in shown if each.fact.instrument))
    return Digest(unended(headline), made, about, day, tuple(shown), gathered.sources, since, head)


def _is_act(fact: Fact, gathered: Gathered) -> bool:
    """Whether a fact is a change or a promise that the answer lists; old or merely richer facts are apart."""
    return gathered.report is not None and fact.kind in (FactKind.CHANGE, FactKind.PROMISE)


def _answer(acts: Sequence[Fact], gathered: Gathered) -> Answer | None:
    """Return the answer to what changed, of what was chosen alone."""
    if gathered.report is None or not acts:
        return None
    return report.of(
        attrs.evolve(
            gathered.report,
            changes=tuple(fact.change for fact in acts if fact.change is not None),
            undated=tuple(fact.event for fact in acts if fact.event is not None),
            claims=(),
            late=(),
            upcoming=(),
        )
    )


def _changed(
    answer: Answer, acts: Sequence[Chosen], gathered: Gathered, subscriber: Subscriber
) -> Iterable[LetterBlock]:  # fmt: skip
    notes: dict[str, dict[str, None]] = {}
    beside: dict[str, list[str]] = {}
    for act in acts:
        if len(subscriber.subscription) > 1:
            notes.setdefault(act.fact.instrument, {}).update(dict.fromkeys(act.matched))
        if act.fact.beside:
            beside.setdefault(act.fact.instrument, []).append(act.fact.beside)
        if subscriber.reviews and gathered.report is not None and act.fact.change is not None:
            did = reviewed_by(act.fact.change, gathered.report.sources)
            beside.setdefault(act.fact.instrument, []).extend([did] if did else [])
    return letter.blocks_of(answer, {id_: _matched(labels) for id_, labels in notes.items()}, beside)


def _matched(labels: Iterable[str]) -> str:
    reasons = "; ".join(labels)
    return tr("matched by: {labels}", labels=reasons) if reasons else ""


def _others(rest: Sequence[Chosen], gathered: Gathered, *, why: bool) -> Iterator[LetterBlock]:
    for name, facts in groupby(rest, key=lambda each: each.fact.section):
        title = tr(_TITLES[name]) if name in _TITLES else term("section", _OF_REPORTS[name])
        items = (_other(each, gathered, why=why) for each in facts)
        yield LetterBlock(name, title, tuple(letter.by_article(items) if name == "claims" else items))


def _other(chosen: Chosen, gathered: Gathered, *, why: bool) -> LetterItem:
    """Return a fact that no answer lists, by the entry that a report has for it."""
    fact, entry = chosen.fact, chosen.fact.entry
    item = gathered.instruments.get(fact.instrument)
    note = _matched(chosen.matched) if why else ""
    name = gathered.names.get(fact.instrument, "")
    if fact.kind in _NAMED_DATES:
        about = tr("{title}: {scope}", title=name, scope=fact.scope) if fact.scope else name
        return LetterItem("", (tr("{about}: {what}", about=about, what=fact.sentence),), note=note)
    first = tr("{label}: {text}", label=entry.date, text=entry.sentence) if entry.date else entry.sentence
    sure = tr("({text})", text=term("certainty", entry.certainty)) if entry.certainty else ""
    lines = (joined(" ", (first, sure)), entry.text)
    label = max(instrument_label(item), name, key=len) if item is not None else ""
    best = entry.sources[0] if entry.sources else None
    said_by = entry.sources[-1].named if entry.sources else label  # the least of the sources makes the claim
    return LetterItem(label, tuple(filter(None, lines)), best, max(len(entry.sources) - 1, 0), note, said_by)


def _headline(
    answer: Answer | None, rest: Sequence[Fact], gathered: Gathered, subscriber: Subscriber, since: Tick | None
) -> str:
    """Return what a digest says first: the act that weighs most, else the nearest date, else that nothing is new."""
    if gathered.followed is not None:
        return _first_headline(rest, gathered)
    if answer is not None:
        lead = answer.moved[0]
        if lead.weight is Weight.CONTEXT:  # a mere statement: no rule moved
            return sentence(tr("{about}: {what}", about=lead.name, what=lead.lines[0].text))
        return answer.headline
    if not rest:
        day = dates.day_of(since, subscriber.schedule.zone) if since is not None else None
        return tr("Nothing new since {date}", date=dates_in_words.day(day)) if day else tr("Nothing new")
    return sentence(_in_brief(min(rest, key=lambda fact: _LEADS.index(fact.section)), gathered))


def _in_brief(fact: Fact, gathered: Gathered) -> str:
    name = gathered.names.get(fact.instrument)
    words = fact.brief or unended(fact.sentence)
    return tr("{about}: {what}", about=name, what=words) if name is not None else words


def _first_headline(facts: Sequence[Fact], gathered: Gathered) -> str:
    assert gathered.followed is not None
    count = gathered.followed
    words = tr("Following 1 instrument") if count == 1 else tr("Following {count} instruments", count=f"{count:,}")
    ahead = next((fact for fact in facts if fact.kind is FactKind.DATE), None)
    return words if ahead is None else tr("{words}; next: {news}", words=words, news=_in_brief(ahead, gathered))


def _empty(blocks: Sequence[LetterBlock], gathered: Gathered) -> str:
    if not blocks and gathered.followed is None:
        return tr("Nothing new in what you follow, as far as the sources below were read.")
    if gathered.followed is not None and not any(block.id == "state" for block in blocks):
        return tr("The current status of the {count} instruments is not listed here.", count=f"{gathered.followed:,}")
    return ""


def _window(subscriber: Subscriber, now: Tick, since: Tick | None) -> str:
    zone = subscriber.schedule.zone

    def words(tick: Tick) -> str:
        return dates_in_words.date(f"{dates.local(tick, zone):%Y-%m-%dT%H:%M}[{zone}]")

    if since is None:
        return tr("On {date}", date=words(now))
    return tr(
        "What was recorded, and which dates arrived, after {first}, up to {second}",
        first=words(since), second=words(now),
    )  # fmt: skip


# --- a message --------------------------------------------------------------------------------------------------------


@attrs.frozen
class Content:
    """What a message says, before it is addressed: rendered once for all to whom it says the same."""

    text: str
    html: str | None
    whole: str | None

    @property
    def size(self) -> int:
        """Bytes of the message, without what is attached."""
        return len(mail.parts(self.text, self.html))


class Composer:
    """Renders digests, each distinct one once.

    Args:
        settings: templates, and what mails say of their sender.
    """

    def __init__(self, settings: DigestSettings) -> None:
        self._settings = settings
        self._contents = lru_cache(maxsize=256)(self._content)
        self._parts = lru_cache(maxsize=64)(self._part)

    def mail_parts(self, digest: Digest, subscriber: Subscriber) -> bytes:
        """All of a mail but its head."""
        settings = self._settings.sender()
        html = subscriber.format == "html"
        content = self._contents(digest.letter, spoken(), subscriber.cap, html, subscriber.attach)
        unsubscribe = mail.unsubscribe_address(settings, subscriber.id) or ""
        return self._parts(content, unsubscribe, f"digest-{digest.day}.txt")

    def text(self, digest: Digest, subscriber: Subscriber) -> str:
        """Render a digest as plain text, cut at the subscriber's cap, for channels other than mail."""
        return self._contents(digest.letter, spoken(), subscriber.cap, False, False).text

    def html(self, digest: Digest, subscriber: Subscriber) -> str:
        """Render a digest as the HTML of a mail."""
        return self._contents(digest.letter, spoken(), subscriber.cap, True, subscriber.attach).html or ""

    def _content(self, whole: Letter, language: str, cap: int, html: bool, attach: bool) -> Content:
        settings = self._settings.mail
        links = {"link": settings.link if settings else None, "unsubscribe": None}
        if settings and settings.unsubscribe:
            links["unsubscribe"] = _UNSUBSCRIBE
        rest = mark("And {count} more; the attached text has them all.") if attach else mark("And {count} more.")
        attached: str | None = None
        while True:
            short, left_out = letter.cut_at(whole, cap, rest)
            text = letter.to_text(short) + _foot(links)
            page = self._html(short, language, links) if html else None
            attached = attached or (_attached(whole) if attach and left_out else None)
            content = Content(text, page, attached)
            if cap == 1 or content.size <= mail.LARGEST:
                return content
            cap = max(1, cap * 2 // 3)

    def _html(self, short: Letter, language: str, links: Mapping[str, str | None]) -> str:
        import css_inline

        given = {"letter": short, "language": language, "links": links}
        page = templating.fill("digest.html.j2", self._settings.templates, given, escape=True)
        inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
        return str(inliner.inline(page))

    def _part(self, content: Content, unsubscribe: str, name: str) -> bytes:
        text = content.text.replace(_UNSUBSCRIBE, unsubscribe)
        page = content.html.replace(_UNSUBSCRIBE, escape(unsubscribe)) if content.html is not None else None
        return mail.parts(text, page, content.whole or "", name)


def _attached(whole: Letter) -> str:
    """Return all of a letter as text; cut where servers would refuse it, and say what is left out."""
    text, cap = letter.to_text(whole), max(len(block.items) for block in whole.blocks)
    while len(text.encode()) > mail.LARGEST_ATTACHED and cap > 1:
        cap = cap * 2 // 3
        text = letter.to_text(letter.cut_at(whole, cap, mark("And {count} more."))[0])
    return text


def _foot(links: Mapping[str, str | None]) -> str:
    named = ((tr("More: {address}"), links["link"]), (tr("Unsubscribe: {address}"), links["unsubscribe"]))
    lines = [words.format(address=url) for words, url in named if url]
    return "\n" + "\n".join(lines) + "\n" if lines else ""
