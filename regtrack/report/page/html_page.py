"""The parts of an HTML page beside its view: the timeline picture, the time machine, style and script.

All of it is made when the template asks for it, so that a user's template that does not ask pays nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from regtrack._bundled import bundled
from regtrack.errors import StoreError
from regtrack.model.answers import Held, Report, StateReport
from regtrack.model.kinds import ENDED, Certainty
from regtrack.model.listings import AnyAnswer, Board
from regtrack.model.posting import Posting, post
from regtrack.report import dates_in_words, labels
from regtrack.report.answer.model import CitedDocument, Weight
from regtrack.report.answer.parts import AnswerEntry, AnswerGroup, AnswerPart, BoardRow
from regtrack.report.language import counted, joined, mark, spoken, term, tr
from regtrack.report.page import page_labels, time_machine
from regtrack.report.page import picture as pictures
from regtrack.report.page.question import day_on, days_of, mode_of, move_of
from regtrack.report.page.shapes import iso, look_of
from regtrack.report.page.time_machine import Day, Lane, Mode
from regtrack.report.page.time_machine_table import Table
from regtrack.report.templating import folder_of
from regtrack.report.untrusted import escape_json, web_address

if TYPE_CHECKING:
    from regtrack.report.redlines import PageRedline

_YEAR = 365
MOST_HELD = 300
"""Most instruments for which the page of a large ledger answers for other days: the weightiest."""
_LOOK_BACK, _LOOK_AHEAD = 3 * _YEAR, _YEAR + 180
"""How far a picture of no compared days reaches back and ahead, at most."""


class HtmlPage:
    """An answer as a page.

    Args:
        answer: what the page shows.
        templates: a folder whose ``page.css`` and ``page.js`` stand in for the bundled ones.
        moved: ids of the instruments that moved, in the order in which the page lists them.
    """

    def __init__(self, answer: AnyAnswer, templates: str | Path | None = None, moved: Sequence[str] = ()) -> None:
        self._answer = answer
        self._moved = tuple(moved)
        self._cited: dict[str, int] = {}
        self._folders = [*([folder_of(templates)] if templates is not None else []), bundled("templates")]

    left_out = 0
    """How many instruments of its question the page does not answer for on other days."""
    first_shown = 8
    """Instruments of a section listed before the rest is asked for."""

    @cached_property
    def words(self) -> Mapping[str, str]:
        """What the page says of itself."""
        words = page_labels.page()
        if self._held is not None and self.left_out:
            nothing = tr("Nothing differs among the {count} instruments that this page answers for.", count=MOST_HELD)
            return {**words, "nothing": nothing}
        return words

    @property
    def lang(self) -> str:
        """The language it speaks."""
        return spoken()

    @property
    def legend(self) -> list[tuple[str, str, str, bool]]:
        """What each kind of shape that the picture shows, or can come to show, means; and whether it shows it now."""
        picture = self.picture
        lanes = picture.lanes if picture is not None else ()
        used = {(shape.kind, shape.look) for lane in lanes for shape in lane.stands}
        signs = picture.signs if picture is not None else set()
        if picture is not None and picture.known.day + 1 < picture.last:
            signs.add(("known", ""))
        return [
            (kind, look, term("legend", text), (kind, look) in signs)
            for (kind, look), text in page_labels.LEGEND.items()
            if (kind, look) in used or kind in ("known", "under")
        ]

    def look(self, row: BoardRow) -> str:
        """Return the sign of an instrument on the board: the same as its bar in the picture."""
        guidance = row.weight is Weight.GUIDANCE
        return look_of(row.standing.word, guidance=guidance, unenforced=row.standing.unenforced)

    def dates_of(self, part: AnswerPart) -> list[tuple[AnswerGroup, AnswerEntry]]:
        """Return the dates of a part, each with the instrument it is about."""
        return [(group, entry) for group in part.groups for entry in group.entries]

    # --- addresses on paper -----------------------------------------------------------------------------------------

    def cited(self, sources: Iterable[CitedDocument]) -> Markup:
        """Return the numbers under which :attr:`addresses` spells sources out; only paper shows them."""
        urls = filter(None, (web_address(source.url) for source in sources))
        numbers = sorted({self._cited.setdefault(url, len(self._cited) + 1) for url in urls})
        return Markup(f" <sup>[{', '.join(map(str, numbers))}]</sup>" if numbers else "")

    @property
    def addresses(self) -> list[str]:
        """Each address that was cited so far."""
        return list(self._cited)

    # --- the words of rules -----------------------------------------------------------------------------------------

    def redline(self, instrument: str) -> PageRedline | None:
        """Return the words that an instrument changed; None where the ledger holds no text of them."""
        return self._redlines.get(instrument)

    @cached_property
    def _redlines(self) -> Mapping[str, PageRedline]:
        answer = self._answer
        if not isinstance(answer, Report) or answer.history is None:
            return {}
        try:
            found = answer.history.words({change.instrument for change in answer.changes})
        except StoreError:
            return {}
        if not found:
            return {}
        from regtrack.report.redlines import page_redline

        return {id_: page_redline(words) for id_, words in found.items()}

    # --- style and script, and the policy that admits no others -----------------------------------------------------

    @cached_property
    def style(self) -> Markup:
        """The page's own style sheet."""
        return Markup(self._source("page.css"))

    @cached_property
    def script(self) -> Markup:
        """The page's own script; empty when there is no time machine for it to drive."""
        return Markup(self._source("page.js") if self.machine else "")

    @property
    def policy(self) -> str:
        """The content security policy: nothing from anywhere, and of the page itself only this style and script."""
        script = f"'{_digest(self.script)}'" if self.script else "'none'"
        rules = {"default-src": "'none'", "style-src": f"'{_digest(self.style)}'", "script-src": script}
        return "; ".join(
            f"{name} {value}" for name, value in {**rules, "base-uri": "'none'", "form-action": "'none'"}.items()
        )

    # --- the picture ------------------------------------------------------------------------------------------------

    @cached_property
    def picture(self) -> pictures.Picture | None:
        """The timeline picture; None where there is nothing to draw."""
        lanes = self._lanes if self._lanes is not None else self._lanes_of_events
        return pictures.draw(lanes, mode_of(self._answer), self._frame)

    @property
    def complete(self) -> bool:
        """Whether the ledger could still be read."""
        return self._held is not None

    # --- the time machine -------------------------------------------------------------------------------------------

    @cached_property
    def machine(self) -> Markup:
        """The data of the time machine as JSON that may stand in a script element; empty without a ledger."""
        if not self._lanes:
            return Markup("")
        on, known, earlier = self._days
        table = Table(self._lanes, self._modes, self._stayed)
        text = table.to_json(
            picture=self.picture.table(table.words) if self.picture is not None else None,
            ask={"on": on, "known": known, "from": earlier, "move": self.move},
            looks=labels.looks(),
            status={word: labels.status(word) for word in (*labels.STATUSES, *sorted(ENDED - labels.STATUSES.keys()))},
            force={word: labels.force(word) for word in labels.FORCE if word not in ("yes", "no")},
            flags={
                **{word: labels.flag(word) for word in labels.FLAGS},
                **{word: words for word in labels.DOUBTS for words in labels.doubts((word,))},
            },
            months=[dates_in_words.month_name(number) for number in range(1, 13)],
            short_months=[dates_in_words.month_name(number, short=True) for number in range(1, 13)],
            ui={name: self.words[name] for name in page_labels.SCRIPTED},
            **page_labels.forms(),
        )
        return Markup(escape_json(text))

    @cached_property
    def modes(self) -> list[tuple[str, str]]:
        """The ways of counting statements that the page can answer by: value and words."""
        return [
            (f"{by.value}/{floor.label}", self.words[by.value].format(certainty=term("certainty", floor.label)))
            for by, floor in self._modes
        ]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Kinds of changes and events by which the page can be filtered, in words."""
        return {str(kind.value): term("facet", words) for kind, words in labels.FACETS.items()}

    @property
    def certainties(self) -> list[tuple[str, str]]:
        """How sure statements may be, the surest first: value and words."""
        return [(each.label, term("certainty", each.label)) for each in reversed(Certainty)]

    @cached_property
    def topics(self) -> list[str]:
        """The topics of the page's instruments."""
        return sorted({topic for lane in self._lanes or () for topic in lane.instrument.topics})

    @property
    def days(self) -> dict[str, str]:
        """The days that the page begins with, as its date fields spell them."""
        return {name: iso(day) for name, day in zip(("on", "known", "from"), self._days, strict=True)}

    @property
    def move(self) -> str:
        """What the page's comparison begins with."""
        return move_of(self._answer)

    def _source(self, file: str) -> str:
        """Return a file beside the templates, without indents and one-line comments."""
        text = next(path for folder in self._folders if (path := folder / file).is_file()).read_text("utf-8")
        lines = (line for line in map(str.strip, text.splitlines()) if line and not line.startswith("//"))
        return "\n".join(line for line in lines if not (line.startswith("/*") and line.endswith("*/")))

    # --- inside -----------------------------------------------------------------------------------------------------

    @cached_property
    def _held(self) -> Held | None:
        """The instruments that the page answers about, with their postings.

        None when the ledger cannot be read, and for a question about a part: the page answers for whole rules.
        """
        answer = self._answer
        if answer.history is None or (isinstance(answer, Report) and answer.scope):
            return None
        try:
            held = answer.history.held()
            found = answer.history.read() if held is None else {}
        except StoreError:
            return None
        if held is not None:
            return held if held.whole else self._heaviest(held)
        about = {recorded.event.target for recorded in answer.sources.events.values()}
        if isinstance(answer, StateReport | Board):
            about = {state.instrument for state in answer.states}
        postings = {id_: each for id_, each in found.items() if id_ in about}
        return Held(answer.sources.instruments, postings, whole=True, zones=self._zones)

    def _heaviest(self, held: Held) -> Held:
        """Return the instruments that the page of a large ledger holds: those that moved, the weightiest first."""
        if len(held.postings) <= MOST_HELD:
            return held
        ids = [id_ for id_ in dict.fromkeys((*self._moved, *held.postings)) if id_ in held.postings][:MOST_HELD]
        self.left_out = len(held.postings) - len(ids)
        return held._replace(postings={id_: held.postings[id_] for id_ in ids}, whole=False)

    @property
    def _zones(self) -> dict[str, str]:
        """The zones of the days of what the answer names, where these are not those of its instruments."""
        events = self._answer.sources.events
        return {id_: each.event.zone for id_, each in events.items() if each.event.zone}

    @cached_property
    def _modes(self) -> list[Mode]:
        postings = self._held.postings if self._held is not None else {}
        if self.left_out:
            return [mode_of(self._answer)]
        return time_machine.modes(sum(map(len, postings.values())), mode_of(self._answer))

    @cached_property
    def _lanes(self) -> list[Lane] | None:
        held = self._held
        return None if held is None else time_machine.lanes(held, self._modes)

    @cached_property
    def _stayed(self) -> list[Lane]:
        """What instruments of the page stay that it does not show: that a stay ran out is as unsure as its return."""
        held, history = self._held, self._answer.history
        if held is None or history is None:
            return []
        shown = held.postings.keys()
        ids = {id_ for each in held.instruments.values() if each.id in shown for id_ in each.stays} - shown
        found = history.others(sorted(ids)) if ids else Held({}, {}, whole=True)
        return time_machine.lanes(found, self._modes)

    @property
    def latest(self) -> str:
        """The last day of knowledge that the page can be asked about: nobody knows what will be known later."""
        assert self._answer.history is not None
        latest = iso(max(day_on(self._answer.history.asked), self._days[1]))
        return min(latest, self.bounds[1]) if self.bounds is not None else latest

    @property
    def bounds(self) -> tuple[str, str] | None:
        """The first and last day that the page can answer for; None where it can for every day."""
        if self._held is None or self._held.whole or not isinstance(self._answer, Report):
            return None
        days = [day_on(moment) for moment in (*self._answer.law, *self._answer.knowledge)]
        return iso(min(days)), iso(max(days))

    @property
    def scope_note(self) -> str:
        """What the page can be asked about, in words."""
        count = len(self._lanes or ())
        if self.bounds is None and isinstance(self._answer, Report):
            several = mark("Any day, for all {count} instruments of this question.")
            return counted(count, mark("Any day, for the instrument of this question."), several)
        if self.bounds is None:
            return tr("Any day, for the instruments in this answer ({count}).", count=count)
        first, last = (dates_in_words.date(day) for day in self.bounds)
        if self.left_out:
            return tr(
                "Days from {first} to {last}, for the {count} most important instruments; "
                "{more} others may have moved.",
                first=first, last=last, count=count, more=self.left_out,
            )  # fmt: skip
        return tr(
            "Days from {first} to {last}, for the {count} instruments that moved or may have moved in that time.",
            first=first, last=last, count=count,
        )  # fmt: skip

    @property
    def intro(self) -> str:
        """What can be asked, and what the days mean."""
        return joined(" ", (self.scope_note, self.words["intro"], self.words["days"]))

    @cached_property
    def _lanes_of_events(self) -> list[Lane]:
        """Lanes of only the events that the answer itself carries."""
        sources = self._answer.sources
        found: dict[str, list[Posting]] = {}
        for recorded in sources.events.values():
            event = recorded.event
            compiled = post(
                event,
                sources.instruments[event.target],
                event_id=recorded.id,
                seq=recorded.seq,
                recorded=recorded.recorded,
            )
            found.setdefault(event.target, []).append(compiled)
        held = Held(sources.instruments, found, whole=False, zones=self._zones)
        return time_machine.lanes(held, [mode_of(self._answer)])

    @cached_property
    def _days(self) -> tuple[Day, Day, Day]:
        return days_of(self._answer)

    @property
    def _frame(self) -> pictures.PictureFrame:
        on, known, earlier = self._days
        history = self._answer.history
        today = day_on(history.asked) if history is not None else None
        if isinstance(self._answer, Report):
            return pictures.PictureFrame((min(earlier, on), max(earlier, on)), known, today, moved=self._moved)
        return pictures.PictureFrame((on,), known, today, on - _LOOK_BACK, on + _LOOK_AHEAD)


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
