"""The eCFR as a source: which provisions of the parts that are followed have other words, and what they say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from regtrack import dates
from regtrack.dates import FEDERAL_ZONE, Date
from regtrack.errors import InputError
from regtrack.http.fetch import FetchError
from regtrack.model.event import Event
from regtrack.sources.cfr_editions.reading import PrintedPart
from regtrack.sources.cfr_editions.recording import compile_edition
from regtrack.sources.ecfr.client import Ecfr
from regtrack.sources.ecfr.events import (
    CORRECTIONS,
    Filed,
    compile_correction,
    compile_rows,
    part_of,
    parts_of,
    prefix_of,
)
from regtrack.sources.ecfr.printed import Print, is_printed, prints
from regtrack.sources.ecfr.selection import TitleRequest, questions
from regtrack.sources.ecfr.tables import Correction, Title, VersionRow
from regtrack.sources.json_fields import Got
from regtrack.sources.source import Parsed, Portion, RunContext, Source
from regtrack.sources.windows import Past, Window
from regtrack.store.batches import REVIVES

_FEW, _LOST = 8, 2
"""If at least so many facts of some days are known, and less than half of them come again, they were lost."""
_NO_TITLE = "found no such title; expected one of those that the eCFR lists"
_Rows = Got[VersionRow] | Got[Correction] | Got[PrintedPart]


@attrs.frozen
class _Part:
    """What a portion asks for, and of which days."""

    question: TitleRequest
    window: Window
    corrections: bool = False


class EcfrSource(Source[_Rows, None]):
    """What was issued of the parts of the CFR that a feed follows, and what was corrected in them.

    The versions of each title, or single part, are a portion, and so are the corrections of each title. A row that is
    otherwise than before becomes a revision, one that is gone was taken back. With ``text`` in the feed file,
    what each part says is read too: first once, and then after each change that the ledger knows.

    Args:
        context: what it works with; the feed's address is the API's, and its ``cfr`` says which parts.
    """

    def __init__(self, context: RunContext) -> None:
        self.id, self.title, self.every = context.feed.id, context.feed.title, context.feed.every
        self._context, self._api = context, Ecfr(context.fetcher, context.feed.url)

    def portions(self, past: Past) -> list[Portion]:
        titles = self._api.titles()
        found: list[Portion] = []
        for number, asked in questions(self._context.feed.cfr).items():
            title = titles.get(number)
            reason = _NO_TITLE if title is None else title.unusable
            if title is None or title.up_to is None or reason is not None:
                found.append(Portion(f"{number} CFR", of=reason))
                continue
            self.through = min(self.through or title.up_to, title.up_to)
            whole = TitleRequest(number, tuple(choice for each in asked for choice in each.choices))
            found += [self._portion(each.name, each, title.up_to, past) for each in asked]
            found.append(self._portion(f"corrections of {whole.name}", whole, title.up_to, past, corrections=True))
            found += self._texts(title, title.up_to, whole) if self._context.feed.text else ()
        return found

    def _texts(self, title: Title, day: Date, question: TitleRequest) -> list[Portion]:
        """Portions for the words of the parts that are followed, as far as they are not recorded yet."""
        named = [each.part for each in question.choices]
        try:
            every = self._api.parts(title) if not all(named) else ()
        except FetchError as error:
            return [Portion(f"text of {question.name}", of=f"parts of {title.number} CFR: {error.problem}")]
        followed = [part for part in every if question.holds(part)] or [part for part in named if part]
        known = self._known(question, prefix_of(question.title))
        missing = []
        for part in followed:
            changed = max((on for key, on in known.items() if part_of(key) == part.lower()), default=None)
            if self._context.asked.again or not is_printed(self._context.store, question, part, changed):
                missing.append(part)
        return [Portion(each.name, of=each) for each in prints(title.number, day, missing, every)]

    def _portion(
        self, name: str, question: TitleRequest, last: Date, past: Past, *, corrections: bool = False
    ) -> Portion:  # fmt: skip
        window = past.window(name, last, self._context.asked.since)
        part = _Part(question, window, corrections)
        return Portion(name, window.key, window.first, window.last, done=window.done, of=part)

    def fetch(self, portion: Portion) -> _Rows:
        if isinstance(portion.of, Print):
            return Got(list(self._api.text(portion.of)))
        if not isinstance(portion.of, _Part):
            raise InputError(str(portion.of))
        question = portion.of.question
        if portion.of.corrections:
            return self._api.corrections(question)
        return self._api.versions(question, portion.of.window.first)

    def parse(self, portion: Portion, raw: _Rows) -> Parsed[None]:
        if isinstance(portion.of, Print):
            printed = [part for part in raw.rows if isinstance(part, PrintedPart)]
            url, day = self._api.address_of(portion.of), portion.of.day
            items = [item for part in printed for item in compile_edition(part, day, url=url)]
            return Parsed(backfill=items, problems=raw.problems, whole=not raw.problems, documents=len(printed))
        assert isinstance(portion.of, _Part)
        read = self._corrections if portion.of.corrections else self._versions
        return read(portion.of.question, portion.of.window, raw)

    def _versions(self, question: TitleRequest, window: Window, got: Any) -> Parsed[None]:
        """Return what was issued since a day."""
        rows = [row for row in got.rows if question.holds(row.part) and row.issued_on <= window.last]
        known = self._known(question, prefix_of(question.title, question.part))
        earlier = {key: day for key, day in known.items() if day < window.first}
        return _parsed(window, compile_rows(rows, earlier), known.keys() - earlier.keys(), got.problems, len(rows))

    def _corrections(self, question: TitleRequest, window: Window, got: Any) -> Parsed[None]:
        """Return corrections since a day, and recorded earlier ones as the eCFR states them now."""
        known = self._known(question, CORRECTIONS)
        ids = {key.removeprefix(CORRECTIONS).partition(":")[0] for key in known}
        filed = [
            compile_correction(each, parts)
            for each in got.rows
            if (each.corrected_on >= window.first or str(each.id) in ids)
            and (parts := tuple(filter(question.holds, parts_of(each))))
        ]
        return _parsed(window, filed, known.keys(), got.problems, len(filed))

    def _known(self, question: TitleRequest, beginning: str) -> dict[str, Date]:
        """Return the facts that stand in the ledger: key -> the day on which each could first be known."""
        found: dict[str, Date] = {}
        for _, postings in self._context.store.postings(self._context.store.targets_of(beginning)):
            for posting in sorted(postings, key=lambda each: each.seq):
                if posting.key.endswith("#withdrawn"):
                    found.pop(posting.key.removesuffix("#withdrawn"), None)
                elif posting.key.startswith(beginning) and question.holds(part_of(posting.key)):
                    found[posting.key] = dates.day_of(posting.available, FEDERAL_ZONE)
        return found


def _parsed(
    window: Window, filed: Sequence[Filed], known: Iterable[str], problems: Sequence[str], count: int
) -> Parsed[None]:
    """Return what came. Of what came whole, facts that were known and did not come again were taken back."""
    known, problems = set(known), list(problems)
    gone = known - {item.key for each in filed for item in each.items if isinstance(item, Event)}
    if not problems and len(known) >= _FEW and len(gone) * _LOST > len(known):
        found = f"found {len(known) - len(gone)} of {len(known)} changes that were there before"
        problems.append(f"{window.name}: {found}; expected about as many")
    return Parsed(
        items=[item for each in filed if not window.is_history(each.on) for item in each.items],
        backfill=[item for each in filed if window.is_history(each.on) for item in each.items],
        restated=[REVIVES, *(sorted(gone) if not problems else ())], problems=problems, whole=not problems,
        documents=count,
    )  # fmt: skip
