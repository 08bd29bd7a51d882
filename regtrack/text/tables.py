"""Rows of tables: which ones an instruction names, and what becomes of them. A row is whole or not touched.

A table is a paragraph with a row a line, its cells between bars. A row goes by its first cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

import attrs

from regtrack.model.scope import covers
from regtrack.text.operations import Refused, TextOperation, Verb
from regtrack.text.printed import is_stars
from regtrack.text.provision import Paragraph, Piece, Provision, Sort
from regtrack.text.wording import alike, plain, squashed

_BEFORE_NAME = r"(?:,?\s+(?:in\s+[\w-]+\s+order|alphabetically|numerically),?)?(?:\s+(?:to|in)\s+the\s+table)?"
_ENTRY = re.compile(rf"{_BEFORE_NAME}\s+(?:for\s+|of\s+|titled\s+)?(?:the\s+)?(?=“)")
_BARE_ENTRY = re.compile(
    rf"{_BEFORE_NAME}\s+for\s+(?!(?:the|an?|each|all|any|both)\b)"
    r"(?P<name>(?:(?!\b(?:paragraph|entr|in|at|under|by|is|are|to\s+read|add|revis|remov|redesig|amend))[^“”;:]){2,120}?)"
    r"(?=\s+(?:to\s+read\b|is\b|are\b)|,\s+to\s+read\b|,?\s+and\s+(?:by\s+)?(?:add|revis|remov)"
    r"|,?\s+in\s+(?:(?:the|that|this)\s+table\b|paragraph|§|(?:its|their)\s+entirety\b|[\w-]+\s+order\b)|,?\s+respectively\b|,?\s+and\s*$|[;:]|\.?$)"
)
_JOINT = r"(?:,\s+(?:and\s+)?|\s+and\s+)"
_BETWEEN = re.compile(_JOINT)
NO_NAME = re.compile(
    r"(?:,\s+|\s\(|^)(?:as|at|to|in|by|from|for|of|on|under|after|before|following|preceding|immediately|alphabetically|"
    r"numerically|respectively|effective|which|that|who|when|where|with|without|including|and\s+(?:as|to|in|by)|set|shown|"
    r"both|each|all|the|its|their|paragraphs?|introductory|headings?|notes?|sections?|(?:first|second|last)\s+sentence)\b|,\s+[a-z]+(?:\s+[\w-]+){2}"
    r"|\b(?:respectively|as\s+follows|alphabetical|set\s+(?:forth|out)|that|which|wherever|along\s+with|together|except|in\s+the|introductory\s+text|definitions?|sentences?"
    r"|other\s+than|as\s+well|it|its|this|immediately)\b"
)
"""Words by which an aside begins, or a new phrase: they are no part of a name without quotation marks."""
_NUMBERS = re.compile(rf"\s+(?P<name>\d+[a-z]?(?:{_JOINT}\d+[a-z]?)*)(?=\s+(?:to|and|in|is|are)\b|[,;.:]|$)")
_KIND_OF_NUMBER = re.compile(r"^(?:(?:[a-z]+\s+)+|Rate\s+Sets?\s+)(?=\d)")
_NAME = re.compile(r"“(?P<name>[^”]*)”(?P<more>\s*[,;]?\s*(?:and\s+)?(?:the\s+entr(?:y|ies)\s+(?:for\s+)?)?(?=“))?")
_CAPTION = re.compile(
    r"\s+(?:\d+[A-Za-z]?|[A-Z])?\s*(?:(?:to|of|in)\s+(?:paragraphs?\s+(?P<levels>(?:\([0-9A-Za-z]{1,5}\))+)|§\s*[\d.]+))?"
)
_TITLED = re.compile(
    r"(?:,?\s+(?:en)?titled,?\s+“(?P<title>[^”]*)”|\s+“(?P<named>[^”]*)”(?=\s+(?:by\b|in\s+paragraph|is\s+amended)))"
)
REVISES_TABLE = re.compile(
    r"\brevis(?:e|ing)(?:\s+and\s+(?:republish|reissu)(?:e|ing)?)?\s+(?:the\s+)?(?:first\s+|second\s+)?$", re.IGNORECASE
)
ADDED_TO_TABLE = re.compile(r"\bis\s+added\s+(?:at\s+the\s+end\s+of\s+|to\s+|in\s+)the\s+$")
AND_MORE = re.compile(r"\s*(?:,|and\b|or\b)")
_ORDERED = re.compile(r"\b(?:alpha(?:betical|numeric)|numerical|alphabetically|numerically)")


def entry_names(text: str, position: int, noun: str) -> tuple[list[str], int]:
    """Return the names of the entries of a table that are listed here, and where to go on.

    They stand in quotation marks, or do without: the whole of what stands there for one ("entry", not "entries").
    """
    names: list[str] = []
    if bare := _NUMBERS.match(text, position) or _BARE_ENTRY.match(text, position):
        listed = _KIND_OF_NUMBER.sub("", bare["name"])
        names = [each.strip(" ,§") for each in ([listed] if noun in ("entry", "row") else _BETWEEN.split(listed))]
        certain = len(names) == 1 or "§" not in listed
        certain = certain and all(each[:1].isupper() or each[:1].isdigit() for each in names)
        certain = certain and not any(map(NO_NAME.search, names))
        certain = certain and len({each.isdecimal() for each in names}) == 1  # "entries for Zones 1 and 2"
        return (names, bare.end()) if certain else ([], position)
    start = _ENTRY.match(text, position)
    position = start.end() if start else position
    while start and (name := _NAME.match(text, position)):
        names.append(name["name"].strip(" ,.;"))
        position = name.end()
        if name["more"] is None:
            break
    return names, position


def caption(text: str, position: int) -> tuple[str, int]:
    """Return what a table is called here: "1 to paragraph (a)", or its title; and where to go on."""
    called = _CAPTION.match(text, position)
    titled = _TITLED.match(text, position)
    if titled:
        return titled["title"] or titled["named"], titled.end()
    words = plain(called[0]) if called else ""
    return (f"table {words}" if words[:1].isdigit() else ""), position


def in_order(text: str) -> bool:
    """Whether an instruction says that rows stand in the order of their names."""
    return bool(_ORDERED.search(text))


def printed_tables(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the tables of a print."""
    return tuple(each for each in pieces if each.paragraph is not None and each.paragraph.sort is Sort.TABLE)


def change(provision: Provision, operation: TextOperation) -> tuple[int, Paragraph]:
    """Return a table with rows added, revised or removed, or printed anew; and which paragraph of a provision it is.

    Raises:
        Refused: it is not certain which table, which row, or where a new one goes.
    """
    assert operation.row is not None
    target, name = operation.target, _key(operation.row.table)
    tables = [pair for pair in enumerate(provision.paragraphs) if pair[1].sort is Sort.TABLE]
    found = [pair for pair in tables if covers(target.address, pair[1].address)]
    found = [pair for pair in found if name and name in _key(pair[1].words.partition("\n")[0])] or found
    if len(found) != 1:
        raise Refused(f"{len(found)} tables at {target}; expected one")
    place, old = found[0]
    rows = _anew(operation) if operation.row.whole else _changed(old.words.split("\n"), operation)
    return place, attrs.evolve(old, words="\n".join(rows))


def _anew(operation: TextOperation) -> list[str]:
    tables = [each.paragraph.words for each in operation.content if each.paragraph is not None]
    if len(tables) != 1 or any(is_stars(row) for row in tables[0].split("\n")):
        raise Refused(f"{len(tables)} tables printed, or one with rows left out; expected one whole table")
    return tables[0].split("\n")


def _changed(rows: list[str], operation: TextOperation) -> list[str]:
    row = operation.row
    assert row is not None
    if operation.verb is Verb.REMOVE:
        start, end = _block(rows, row.name)
        return [*rows[:start], *rows[end:]]
    printed = [each for p in operation.content if p.paragraph is not None for each in p.paragraph.words.split("\n")]
    if operation.verb is Verb.REVISE:
        start, end = _block(rows, row.name)
        first, last = _block(printed, row.name)
        return [*rows[:start], *printed[first:last], *rows[end:]]
    if row.name:
        spans = [_block(printed, row.name)]
    else:
        spans = [(n, n + 1) for n, each in enumerate(printed) if "|" in each and each not in rows]
        if not spans or any(end != start for (_, end), (start, _) in pairwise(spans)):
            raise Refused("new rows that are not printed in a row; expected those that are added")
    first, last = spans[0][0], spans[-1][1]
    new = _first(printed[first])
    if any("|" in each and _key(_first(each)) == _key(new) for each in rows):
        raise Refused(f"{new!r} is in the table already; expected it to be new")
    at = _place(rows, printed, (first, last), operation)
    return [*rows[:at], *printed[first:last], *rows[at:]]


def _place(rows: Sequence[str], printed: Sequence[str], new: tuple[int, int], operation: TextOperation) -> int:
    """Return where new rows go: at the stated place, beside their neighbours in print, or in order of their names."""
    row = operation.row
    assert row is not None
    if row.beside:
        start, end = _block(rows, row.beside)
        return end if row.side == "after" else start
    body = [n for n, each in enumerate(rows) if "|" in each]
    before, behind = (printed[new[0] - 1] if new[0] else ""), (printed[new[1]] if new[1] < len(printed) else "")
    if operation.at_end or (not behind and is_stars(before)):  # stars stand for what is left out, and none follow
        return body[-1] + 1 if body else len(rows)
    for neighbour, step in ((before, 1), (behind, 0)):
        if "|" in neighbour and rows.count(neighbour) == 1:
            return rows.index(neighbour) + step
    # heads of columns look like a row without figures
    head = body[0] if body and not any(c.isdigit() for c in rows[body[0]]) else None
    named = [(_order(rows[n]), n) for n in body if n != head and _first(rows[n])]
    names = [name for name, _ in named]
    at = bisect_left(names, _order(printed[new[0]]))
    begins = at == 0 and head is not None and rows[head] not in printed
    if not row.ordered or not names or begins or any(one > other for one, other in pairwise(names)):
        raise Refused(f"a row {_first(printed[new[0]])!r} among others that are not in order; expected its place")
    return named[at][1] if at < len(named) else body[-1] + 1


def _block(rows: Sequence[str], name: str) -> tuple[int, int]:
    """Return where the only row of a name begins and ends: with the rows below it whose first cell is empty."""
    found = [n for n, each in enumerate(rows) if "|" in each and _key(_first(each)) == _key(name)]
    if len(found) != 1:
        raise Refused(f"{len(found)} rows {name!r}; expected one")
    end = found[0] + 1
    while end < len(rows) and "|" in rows[end] and not _first(rows[end]):
        end += 1
    return found[0], end


def _first(row: str) -> str:
    return row.partition("|")[0].strip(" .")


def _key(words: str) -> str:
    return squashed(words).casefold().strip(".,;:")


def _order(row: str) -> tuple[tuple[int, int, str], ...]:
    """Return the sort key of a row: letters without their case, and numbers as numbers."""
    words = re.findall(r"\d+|[a-z]+", alike(_first(row)).casefold())
    return tuple((0, int(each), "") if each.isdigit() else (1, 0, each) for each in words)
