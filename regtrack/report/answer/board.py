"""The board: a table with one line for each instrument."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from regtrack import dates
from regtrack.model.kinds import Certainty
from regtrack.model.listings import Board
from regtrack.report import labels
from regtrack.report.answer.answer import Answer
from regtrack.report.answer.limits import horizon_lines, moment, notices
from regtrack.report.answer.model import Weight
from regtrack.report.answer.moved import Moved
from regtrack.report.answer.parts import BoardRow
from regtrack.report.answer.standing import standing
from regtrack.report.answer.text import SCREEN, TITLES
from regtrack.report.answer.weighing import weight_of
from regtrack.report.dates_in_words import brief, month_name
from regtrack.report.language import counted, joined, mark, names_apart, tr
from regtrack.report.layout import Paint, ansi, cells, cut, headed, plain, shown, wrap

HEADS: Sequence[str] = (
    mark("Rule"), mark("Status"), mark("Since"), mark("Next date"), mark("Enforced?"), mark("Doubt"),
    mark("Best source"),
)  # fmt: skip
_SOON = 90


def of(board: Board) -> Answer:
    """Return the board as people read it."""
    rows = []
    names = names_apart([board.sources.instruments[state.instrument] for state in board.states])
    for state in board.states:
        instrument = board.sources.instruments[state.instrument]
        rows.append(
            BoardRow(
                state.instrument, names[state.instrument], instrument.cited or "",
                weight_of(instrument, state), labels.has_ended(state.status), standing(state, board.sources),
            )
        )  # fmt: skip
    rows.sort(key=_place)
    return Answer(
        notices(board.horizon, board.known), _headline(board, rows), _window(board), rows=tuple(rows),
        horizon=horizon_lines(board.horizon),
    )  # fmt: skip


def row_of(moved: Moved) -> BoardRow | None:
    """Return an instrument that moved as a row; None when its state is not known."""
    if moved.standing is None:
        return None
    ended = labels.has_ended(moved.standing.word)
    return BoardRow(moved.id, moved.name, moved.cited, moved.weight, ended, moved.standing)


_ORDER: Mapping[Weight, int] = MappingProxyType({weight: place for place, weight in enumerate(Weight)})


def _place(row: BoardRow) -> tuple[object, ...]:
    return row.ended, _ORDER[row.weight], row.standing.next_on is None, not row.standing.doubts, row.name.casefold()


def _headline(board: Board, rows: Sequence[BoardRow]) -> str:
    day = board.on.day or dates.day_of(board.on.tick())
    last = dates.add_days(day, _SOON).isoformat()
    near = [row.standing.next_by for row in rows if row.standing.next_on is not None and row.standing.next_on <= last]
    soon, set_ = len(near), near.count(Certainty.PUBLISHED.label)
    count = sum(not row.ended for row in rows)
    law = sum(row.weight is Weight.LAW and not row.ended for row in rows)
    one, several = mark("1 instrument, {law} binding law"), mark("{count} instruments, {law} of them binding law")
    args = {"instruments": counted(count, one, several, law=law), "soon": set_, "days": _SOON}
    if soon == set_:
        return tr("{instruments}; {soon} with a date in the next {days} days.", **args)
    return tr(
        "{instruments}; {soon} with a date in the next {days} days, and {said} with one that is only announced.",
        **args, said=soon - set_,
    )  # fmt: skip


def _window(board: Board) -> str:
    on, known = moment(board.on), moment(board.known)
    if on == known:
        return tr("On {on}, as known then", on=on)
    return tr("On {on}, as known on {known}", on=on, known=known)


# --- as text ------------------------------------------------------------------------------------------------------

_INDENT = "  "
_WIDTHS = (25, 16, 11, 11, 9)


def to_text(
    view: Answer, *, width: int = 80, colour: bool = False, full: bool = False, limit: int | None = None
) -> str:
    """Return the board as a table of columns, with the doubts of each row under it."""
    paint = ansi if colour else plain
    lines = [*headed(view.notices, view.headline, view.window, width, paint), ""]
    most = len(view.rows) if full else limit if limit is not None else _most(view)
    heads, *listed = _table(view.rows[:most], width, paint)
    while not full and limit is None and len(listed) > 6 and len(lines) + sum(map(len, listed)) > SCREEN - 3:
        listed.pop()
    lines += [line for each in (heads, *listed) for line in each]
    if rest := view.rows[len(listed) :]:
        lines += wrap(tr("{rest}: --full", rest=_counted(rest)), width)
    return "\n".join(lines) + "\n"


def _most(view: Answer) -> int:
    law = sum(row.weight is Weight.LAW and not row.ended for row in view.rows)
    return min(len(view.rows), max(6, min(law, 14)))


def _table(rows: Sequence[BoardRow], width: int, paint: Paint) -> Iterator[list[str]]:
    """Yield the heads, then each row, as the lines that it takes."""
    name = max(width - 80 + _WIDTHS[0], 16)
    columns = next(count for count in range(len(_WIDTHS), 0, -1) if count == 1 or _room(name, count) <= width)
    widths = (name, *_WIDTHS[1:columns])
    heads = [tr(head).upper() for head in HEADS[: len(widths)]]
    yield [paint("  ".join(_padded(text, size) for text, size in zip(heads, widths, strict=True)).rstrip(), "section")]
    alike = Counter(cut(row.name, name) for row in rows)
    for row in rows:
        now = row.standing
        texts = (
            row.name, now.status, _day(now.since) or "-", _day(now.next_on) or (tr("none set") if now.next else "-"),
            re.split(", |（", now.enforced)[0] or "-",  # without who says so
        )  # fmt: skip
        padded = [_padded(cut(shown(text), size), size) for text, size in zip(texts, widths, strict=False)]
        # Two rules must not read as one: where cutting makes names alike, each is printed whole, over several lines.
        lines = wrap(shown(row.name), name, "", "  ") if alike[cut(row.name, name)] > 1 else padded[:1]
        first = "  ".join((paint(_padded(lines[0], name), "name"), *padded[1:])).rstrip()
        doubt = wrap(
            tr("{label}: {text}", label=tr("Doubt"), text=joined("; ", now.doubts)), width, _INDENT, _INDENT * 2
        )
        doubts_below = (paint(line, "warn") for line in doubt if now.doubts)
        yield [first, *(paint(line, "name") for line in lines[1:]), *doubts_below]


def _day(text: str | None) -> str:
    """Return a day that fits its column: of some day of a month the month, of a longer time the year."""
    first, sign, last = (text or "").partition("..")
    if not sign:
        words = brief(text)
        return words if cells(words) <= _WIDTHS[2] else first[:10]  # as ISO 8601 has it where words are longer
    if first[:7] != last[:7]:
        return first[:4]
    words = f"{month_name(int(first[5:7]), short=True)} {first[:4]}"
    return words if words.isascii() else first[:7]


def _room(name: int, columns: int) -> int:
    """Return the width of the first columns."""
    return name + sum(_WIDTHS[1:columns]) + 2 * (columns - 1)


def _padded(text: str, size: int) -> str:
    return text + " " * (size - cells(text))


def _counted(rows: Sequence[BoardRow]) -> str:
    ended = sum(row.ended for row in rows)
    counts = Counter(row.weight for row in rows if not row.ended)
    parts = [
        tr("{count} more: {text}", count=counts[weight], text=tr(TITLES[weight])) for weight in TITLES if counts[weight]
    ]
    return joined("; ", (*parts, tr("{count} ended", count=ended) if ended else ""))
