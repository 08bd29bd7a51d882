"""A digest as something to read: its title, its sections, the mail or the text that carries it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType

import attrs

from regtrack import dates
from regtrack.dates import Tick
from regtrack.digest import mail
from regtrack.digest.choosing import Chosen
from regtrack.digest.facts import SECTIONS, Fact, FactKind
from regtrack.digest.gathering import Gathered
from regtrack.digest.settings import DigestSettings, Mail
from regtrack.digest.subscriptions import Subscriber
from regtrack.errors import InputError
from regtrack.model.change import Section
from regtrack.model.instrument import Instrument
from regtrack.report import layout, phrases, templating
from regtrack.report.answer.model import Weight
from regtrack.report.answer.weighing import weight_of
from regtrack.report.language import mark, spoken, tr
from regtrack.report.view import View, ViewEntry, ViewGroup, ViewPart, horizon_lines
from regtrack.store.chain import NONE, SHORT, ChainLink

_TITLES = MappingProxyType(
    {
        "reminders": mark("Reminders"),
        "enriched": mark("More is known of what was told"),
        "added": mark("Older, and only now in this ledger"),
        "feeds": mark("Sources that fail"),
        "state": mark("What stands"),
    }
)
_OF_REPORTS = MappingProxyType(
    {
        **{section.value: phrases.SECTIONS[section] for section in Section},
        "upcoming": phrases.COMING,
        "claims": phrases.CLAIMS,
        "late": phrases.LATE,
        "undated": phrases.UNDATED,
    }
)
_LEADS = ("ended", "effect", "ahead", "proposals", "corrections", "reminders", "upcoming", *SECTIONS)
"""Which section gives the subject its news."""
_CHANGES = (mark("1 change"), mark("{count} changes"))
_COUNTED = MappingProxyType(
    {
        FactKind.REMINDER: (mark("1 reminder"), mark("{count} reminders")),
        FactKind.DATE: (mark("1 date"), mark("{count} dates")),
        FactKind.FEED: (mark("1 source that fails"), mark("{count} sources that fail")),
    }
)
_WIDTH = 72
_UNSUBSCRIBE = "https://unsubscribe.invalid/"
"""Stands for each subscriber's own address in what is rendered once for all."""


@attrs.frozen
class Digest:
    """One digest, before it becomes a message.

    Attributes:
        title: what it says in a line.
        view: everything that it shows, not cut short.
        about: ids of the instruments it is about.
        day: on which it was made, where the subscriber is.
    """

    title: str
    view: View
    about: tuple[str, ...]
    day: str


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
    shown = [each for each in chosen if each.shown]
    shown.sort(key=lambda each: SECTIONS.index(each.fact.section))
    told = _told_why(subscriber)
    parts = tuple(
        ViewPart(name, _section(name), tuple(_groups(list(own), gathered.instruments, told)))
        for name, own in groupby(shown, key=lambda each: each.fact.section)
    )
    title = _title([each.fact for each in shown], gathered, subscriber, since)
    if not parts and gathered.followed is None:
        empty = tr("Nothing new in what you follow, as far as the sources below were read.")
    elif gathered.followed is not None and not any(part.id == "state" for part in parts):
        empty = tr("What stands of each of the {count} instruments is not listed here.", count=f"{gathered.followed:,}")
    else:
        empty = ""
    why = tuple((tr("You follow"), each.label) for each in subscriber.subscription) if not told else ()
    limits = horizon_lines(gathered.horizon)
    if head.num:
        limits += (tr("Ledger hash: {head} (link {number})", head=head.head[:SHORT], number=head.num),)
    view = View(title, _subtitle(subscriber, now, since), why, parts, empty, limits)
    about = tuple(dict.fromkeys(each.fact.instrument for each in shown if each.fact.instrument))
    return Digest(title, view, about, dates.day_of(now, subscriber.schedule.zone).isoformat())


def _told_why(subscriber: Subscriber) -> bool:
    """Whether each entry says what it matched: when that is not the same for all."""
    return len(subscriber.subscription) > 1


def _section(name: str) -> str:
    return tr(_TITLES[name]) if name in _TITLES else phrases.section(_OF_REPORTS[name])


def _groups(chosen: Sequence[Chosen], instruments: Mapping[str, Instrument], told: bool) -> Iterable[ViewGroup]:
    found: dict[tuple[str, str | None], list[ViewEntry]] = {}
    for each in chosen:
        entry = each.fact.entry
        if told and each.matched:
            why = tr("matched by: {labels}", labels="; ".join(each.matched))
            entry = attrs.evolve(entry, cause=phrases.joined("; ", (entry.cause, why)))
        found.setdefault((each.fact.instrument, each.fact.scope), []).append(entry)
    for (id_, scope), entries in found.items():
        item = instruments.get(id_)
        name = phrases.instrument_label(item) if item else ""
        yield ViewGroup(name, id_, scope, tuple(entries), item.topics if item else ())


def _title(facts: Sequence[Fact], gathered: Gathered, subscriber: Subscriber, since: Tick | None) -> str:
    if gathered.followed is not None:
        return _first_title(facts, gathered.followed)
    if not facts:
        day = dates.day_of(since, subscriber.schedule.zone) if since is not None else None
        return tr("Nothing new since {date}", date=phrases.day(day)) if day else tr("Nothing new")
    lead = min(facts, key=lambda fact: _rank(fact, gathered.instruments))
    counts = Counter(_COUNTED.get(fact.kind, _CHANGES) for fact in facts)
    first = _COUNTED.get(lead.kind, _CHANGES)
    words = [_count(counts[name], *name) for name in (first, *(n for n in counts if n != first))]
    return tr("{name}: {sentence}", name=phrases.joined(", ", words), sentence=lead.headline)


_WEIGHTS = {weight: place for place, weight in enumerate(Weight)}
_ONLY_DATES = frozenset((FactKind.DATE, FactKind.REMINDER))


def _rank(fact: Fact, instruments: Mapping[str, Instrument]) -> tuple[bool, int, int]:
    """Return what a subject names first: an act before a date, binding law before the rest, then by section."""
    item = instruments.get(fact.instrument)
    weight = _WEIGHTS[weight_of(item, None)] if item is not None else len(_WEIGHTS)
    return fact.kind in _ONLY_DATES, weight, _LEADS.index(fact.section)


def _first_title(facts: Sequence[Fact], followed: int) -> str:
    words = _count(followed, mark("Following 1 instrument"), mark("Following {count} instruments"))
    ahead = next((fact for fact in facts if fact.kind is FactKind.DATE), None)
    return words if ahead is None else tr("{words}; next: {news}", words=words, news=ahead.headline)


def _count(number: int, one: str, many: str) -> str:
    return tr(one) if number == 1 else tr(many, count=f"{number:,}")


def _subtitle(subscriber: Subscriber, now: Tick, since: Tick | None) -> str:
    zone = subscriber.schedule.zone

    def words(tick: Tick) -> str:
        return phrases.date(f"{dates.local(tick, zone):%Y-%m-%dT%H:%M}")

    if since is None:
        return tr("On {date} ({zone})", date=words(now), zone=zone)
    return tr(
        "What was recorded, and what the clock brought, from {first} to {second} ({zone})",
        first=words(since), second=words(now), zone=zone,
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
        settings = self._mail()
        html = subscriber.format == "html"
        content = self._contents(digest.view, spoken(), subscriber.cap, html, subscriber.attach)
        own = mail.unsubscribe_address(settings, subscriber.id) or ""
        return self._parts(content, own, f"digest-{digest.day}.txt")

    def text(self, digest: Digest, subscriber: Subscriber) -> str:
        """Render a digest as plain text, cut at the subscriber's cap, for channels other than mail."""
        return self._contents(digest.view, spoken(), subscriber.cap, False, False).text

    def html(self, digest: Digest, subscriber: Subscriber) -> str:
        """Render a digest as the HTML of a mail."""
        return self._contents(digest.view, spoken(), subscriber.cap, True, subscriber.attach).html or ""

    def _mail(self) -> Mail:
        if self._settings.mail is None:
            raise InputError("mail: found no [mail] table; expected who mails come from, and the server")
        return self._settings.mail

    def _content(self, view: View, language: str, cap: int, html: bool, attach: bool) -> Content:
        settings = self._settings.mail
        links = {"link": settings.link if settings else None, "unsubscribe": None}
        if settings and settings.unsubscribe:
            links["unsubscribe"] = _UNSUBSCRIBE
        while True:
            short, left_out = _cut(view, cap, attach)
            text = layout.to_text(short, width=_WIDTH) + _foot(links)
            page = self._html(short, language, links) if html else None
            whole = layout.to_text(view, width=_WIDTH) if attach and left_out else None
            content = Content(text, page, whole)
            if cap == 1 or content.size <= mail.LARGEST:
                return content
            cap = max(1, cap * 2 // 3)

    def _html(self, view: View, language: str, links: Mapping[str, str | None]) -> str:
        import css_inline

        given = {"view": view, "language": language, "links": links, "moved": _moved(view)}
        page = templating.fill("digest.html.j2", self._settings.templates, given, escape=True)
        inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
        return str(inliner.inline(page))

    def _part(self, content: Content, unsubscribe: str, name: str) -> bytes:
        from html import escape

        text = content.text.replace(_UNSUBSCRIBE, unsubscribe)
        page = content.html.replace(_UNSUBSCRIBE, escape(unsubscribe)) if content.html is not None else None
        attachment = mail.Attachment(name, content.whole) if content.whole is not None else None
        return mail.parts(text, page, attachment)


_ROWS = 12
"""So many instruments stand in the table that a mail begins with."""


def _moved(view: View) -> list[tuple[str, str]]:
    """Return what moved, by name, each with what became of it."""
    sections = {section.value for section in Section}
    groups = (group for part in view.parts if part.id in sections for group in part.groups if group.name)
    first: dict[str, str] = {}
    for group in groups:
        first.setdefault(group.name, group.entries[0].sentence)
    return list(first.items())[:_ROWS]


def _cut(view: View, cap: int, attach: bool) -> tuple[View, int]:
    """Cut a view to so many entries a section, with a line about the rest; return it and how many were cut."""
    parts = []
    left_out = 0
    for part in view.parts:
        groups, room = [], cap
        for group in part.groups:
            if room > 0:
                groups.append(attrs.evolve(group, entries=group.entries[:room]))
            room -= len(group.entries)
        if room < 0:
            left_out -= room
            message = mark("And {count} more; the attached text has them all.") if attach else mark("And {count} more.")
            groups.append(ViewGroup("", "", None, (ViewEntry("", tr(message, count=f"{-room:,}")),)))
        parts.append(attrs.evolve(part, groups=tuple(groups)))
    return attrs.evolve(view, parts=tuple(parts)), left_out


def _foot(links: Mapping[str, str | None]) -> str:
    named = ((tr("More: {address}"), links["link"]), (tr("Unsubscribe: {address}"), links["unsubscribe"]))
    lines = [words.format(address=url) for words, url in named if url]
    return "\n" + "\n".join(lines) + "\n" if lines else ""
