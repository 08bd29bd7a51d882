"""Cursors: how a long answer goes on, at the moment at which it was first asked for."""

from __future__ import annotations

import base64
import binascii
import json
from hashlib import sha256
from typing import NamedTuple

from regtrack.errors import InputError


class PageStart(NamedTuple):
    """Where a page begins, and the moment for which the first one was answered; None for the present."""

    start: int = 0
    asked: str | None = None


def print_of(*question: object) -> str:
    """Return what tells a question from others."""
    return sha256(json.dumps(question).encode()).hexdigest()[:12]


def write_cursor(place: PageStart, question: str) -> str:
    """Return the cursor of a place in the answer to a question, by what tells it from others."""
    return base64.urlsafe_b64encode(json.dumps([*place, question]).encode()).decode()


def read_cursor(cursor: str | None, question: str) -> PageStart:
    """Return the place that a cursor stands for.

    Raises:
        InputError: it is none, or one of another question.
    """
    if cursor is None:
        return PageStart()
    try:
        start, asked, of = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (binascii.Error, RecursionError, ValueError, TypeError):
        start, asked, of = -1, None, ""
    usable = type(start) is int and 0 <= start < 2**31 and (asked is None or isinstance(asked, str)) and of == question
    if not usable:
        raise InputError("cursor: found one of another question; expected next_cursor of the same question, unchanged")
    return PageStart(start, asked)
