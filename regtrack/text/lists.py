"""Lists of paragraphs in amendatory instructions: "(c), (e)(1) and (2), (f) introductory text, and (g) through (i)"."""

from __future__ import annotations

import re

import attrs

from regtrack.text.citing import FIELD, JOINT, LEVELS, OWN_FIELD, field_of, split
from regtrack.text.designators import Levels, complete, through

NEW = r"(?:new(?:ly)?\s+|(?:re)?designated\s+|revised\s+|added\s+|reserved\s+)*"
_ITEM = re.compile(rf"(?P<levels>{LEVELS})(?:\s+(?P<field>{FIELD}))?")
_NEXT = re.compile(rf"(?P<joint>{JOINT})(?P<noun>{NEW}paragraphs?\s+)?(?={LEVELS})")
_OF_SECTION = re.compile(r"\s+(?:of|in|to)\s+(?:§|[Ss]ections?\s+\d)")


@attrs.frozen
class ListParagraph:
    """A paragraph of a list.

    Attributes:
        levels: from the outside in; empty for the section itself, None when there is no certain reading.
        field: ``:intro``, ``:heading`` or nothing.
    """

    levels: Levels | None
    field: str = ""


def read_list_after(text: str, position: int, first: Levels) -> tuple[list[ListParagraph], int]:
    """Return what follows a section that was named with a paragraph, as in "§ 1026.36(h) introductory text and (i)".

    The list is empty when nothing does.
    """
    field = OWN_FIELD.match(text, position)
    position = field.end() if field else position
    more = _NEXT.match(text, position)
    if not (field or more):
        return [], position
    head = ListParagraph(first, field_of(field["field"]) if field else "")
    if not more:
        return [head], position
    others, position = read_list(text, more.end(), "", first, more["joint"], bool(field))
    return [head, *others], position


def belongs_to_next_section(text: str, position: int) -> bool:
    """Whether a list that ends here goes on "of § 2.4"."""
    return bool(_OF_SECTION.match(text, position))


def read_list(
    text: str, position: int, default: str = "", previous: Levels | None = None, joint: str = "", inside: bool = False
) -> tuple[list[ListParagraph], int]:
    """Return a list that begins here, or goes on; and where to go on.

    Args:
        text: the instruction.
        position: of the list in it.
        default: the field of items that name none.
        previous: the item before it, with the joint between them.
        joint: such as "and", "through".
        inside: only the introductory text of the item before was named.
    """
    items: list[ListParagraph] = []
    while item := _ITEM.match(text, position):
        position = item.end()
        levels = complete(split(item["levels"]), previous, inside=inside)
        members: tuple[Levels, ...] | None = (levels,) if levels else None
        if levels and previous and joint.strip(" ,").endswith(("through", "to", "-", "–", "—")):
            members = through(previous, levels)
        field = field_of(item["field"]) if item["field"] else default
        items += [ListParagraph(each, field) for each in members or (None,)]
        previous, inside = levels or previous, field == ":intro"
        more = _NEXT.match(text, position)
        if not more:
            break
        position, joint = more.end(), more["joint"]
        if more["noun"] and not default.startswith(":s"):  # "introductory text of (a) and (b), and paragraph (c)"
            default = ""
    return items, position
