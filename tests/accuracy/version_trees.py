"""Version trees of the Consumer Bureau's eRegs (JSON) as provisions: other people's parses, to measure against.

They do not tell a heading that runs in from the words behind it, drop parenthetical texts, and keep definitions under
names of their own, so texts are compared without white space and without regard to how paragraphs are nested.
"""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from regtrack.model.scope import Path as Address
from regtrack.model.scope import path_of
from regtrack.text.outline import FORM_HEADING
from regtrack.text.provision import Paragraph, Provision, Sort
from regtrack.text.wording import plain, squashed

_TERM = re.compile(
    r"[“\"]?((?:(?!(?<=[a-z])\.\s[A-Z]).){2,110}?)[”\"]?"
    r"(?:\s*\((?:[^()]*)\))?,?\s+(?:means?|has the|have the|includes?|refers|is defined)\b"
    r"|([^.]{2,80})\."
)


def read_json(path: Path) -> Any:
    data = path.read_bytes()
    return json.loads(gzip.decompress(data) if path.suffix == ".gz" else data)


@cache
def provisions(path: Path, title: str) -> dict[Address, Provision]:
    """Sections, appendices and the interpretation of a tree."""
    root = read_json(path)
    found: dict[Address, Provision] = {}
    _walk(root, f"{title} CFR {root['label'][0]}", found)
    return found


def _walk(node: dict[str, Any], part: str, found: dict[Address, Provision]) -> None:
    label, kind = node["label"], node["node_type"]
    if kind == "regtext" and len(label) == 2:
        path = path_of(f"{part}.{label[1]}")
        heading = re.sub(r"^§?\s*[\d.a-z]+\s*", "", node.get("title") or "")
        paragraphs: list[Paragraph] = []
        if node["text"].strip():
            paragraphs.append(Paragraph((), words=plain(node["text"])))
        for child in node["children"]:
            _paragraph(child, (), paragraphs)
        found[path] = Provision(path, plain(heading), tuple(paragraphs))
        return
    if kind == "appendix" and len(label) == 2:
        path = path_of(f"app. {label[1]} to {part}")
        paragraphs = []
        _paragraph(node, (), paragraphs)
        found[path] = Provision(path, plain(node.get("title") or ""), tuple(paragraphs))
        return
    if kind == "interp" and len(label) == 2:
        path = path_of(f"supp. I to {part}")
        paragraphs = []
        for child in node["children"]:
            _comment(child, (), paragraphs)
        found[path] = Provision(path, plain(node.get("title") or ""), tuple(paragraphs))
        return
    for child in node["children"]:
        _walk(child, part, found)


def _paragraph(node: dict[str, Any], above: Address, found: list[Paragraph]) -> None:
    text = plain(node["text"])
    title = plain(node.get("title") or "")
    last = node["label"][-1]
    form = FORM_HEADING.match(title)
    sign = re.match(rf"\({re.escape(last)}\)\s*", text)
    if len(node["label"]) == 2:
        address = above
    elif form:
        address = (*above, f"def:{form['name']}")
    elif sign:
        address, text = (*above, f"({last})"), text[sign.end() :]
    else:
        term = None if re.fullmatch(r"p\d{1,3}", last) else _TERM.match(text)
        unmarked = sum(
            1 for each in found if each.address[:-1] == above and each.address[-1:] and each.address[-1][0] == "¶"
        )
        unmarked += any(each.address == above == () for each in found)
        first = not found and not above
        address = (*above, f"def:{(term[1] or term[2]).strip(' .,“”')}" if term else f"¶{unmarked + 1}")
        address = () if first and not term else address
    if text or title or sign:
        found.append(Paragraph(address, title if len(node["label"]) > 2 else "", text))
    for child in node["children"]:
        _paragraph(child, address, found)


def comment_address(label: list[str]) -> Address:
    """``1024-39-d-1-Interp-1-ii`` as an address."""
    at = label.index("Interp")
    about, inside = label[1:at], label[at + 1 :]
    if not about:
        return ("Introduction", *_inside(inside[1:])) if inside[:1] == ["h1"] else _inside(inside)
    if re.fullmatch(r"[A-Z]{1,2}(-?\d+)?", about[0]) and len(about) == 1:
        return (f"app. {about[0]}", *_inside(inside))
    if re.fullmatch(r"[A-Z]{2}", about[0]) and len(about) == 2 and about[1].isdecimal():
        return (f"app. {about[0]}-{about[1]}", *_inside(inside))
    return (about[0], *(f"({each})" for each in about[1:]), *_inside(inside))


def _inside(steps: list[str]) -> Address:
    if steps and re.match(r"[A-Z][a-z]", steps[0]):
        return (f"def:{steps[0]}", *_inside(steps[1:]))
    return tuple(("-" if n == 0 else ".") + each for n, each in enumerate(steps))


def _comment(node: dict[str, Any], above: Address, found: list[Paragraph]) -> None:
    label = node["label"]
    if "Interp" not in label:
        for child in node["children"]:
            _comment(child, above, found)
        return
    text, title = plain(node["text"]), plain(node.get("title") or "")
    text = re.sub(rf"^{re.escape(label[-1])}\.\s*", "", text) if label[-1] != "Interp" else text
    address = comment_address(label)
    if text or title:
        found.append(Paragraph(address, title, text))
    for child in node["children"]:
        _comment(child, address, found)


def said(paragraph: Paragraph) -> str:
    """Heading and words as compared; a tree does not tell them apart, so what closes a heading counts."""
    return squashed(paragraph.heading.rstrip("—–- ") + paragraph.words)


def whole(provision: Provision | None) -> str:
    """All that a section says, as compared."""
    if provision is None:
        return ""
    kept = (each for each in provision.paragraphs if each.sort is not Sort.NOTE or "control number" not in each.words)
    return squashed(provision.heading) + "".join(
        each.designator + said(each).removeprefix("Note:") for each in kept
    ).replace("-(", "(")
