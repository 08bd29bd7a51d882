"""A regular expression that is compiled when it is first used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Protocol

from regtrack.news.letters import alternatives, needles

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub")


class _Find(Protocol):
    def __call__(self, string: str, pos: int = ..., endpos: int = ..., /) -> re.Match[str] | None: ...


class _FindAll(Protocol):
    def __call__(self, string: str, pos: int = ..., endpos: int = ..., /) -> Iterator[re.Match[str]]: ...


class _List(Protocol):
    def __call__(self, string: str, pos: int = ..., endpos: int = ..., /) -> list[str]: ...


class _Sub(Protocol):
    def __call__(self, repl: str | Callable[[re.Match[str]], str], string: str, /) -> str: ...


class Expression:
    """A pattern with the methods of a compiled one: a language has hundreds of patterns, and most texts need few.

    Args:
        source: its source.
        flags: those of :mod:`re`.
        faulty: called if it is no regular expression, to say so.
        after: source of what must stand after whatever the rest finds.
    """

    search: _Find
    match: _Find
    fullmatch: _Find
    finditer: _FindAll
    findall: _List
    sub: _Sub

    def __init__(
        self,
        source: str,
        flags: int = re.IGNORECASE,
        faulty: Callable[[], object] | None = None,
        *,
        after: str = "",
    ) -> None:
        self.pattern, self.flags = f"(?:{source}){after}" if after else source, flags
        self._source, self._after = source, after
        self._faulty = faulty

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """Letters of which a text must have some where it finds anything, in lower case; none if that is not known."""
        return needles([self.pattern])

    @cached_property
    def parts(self) -> Sequence[Expression]:
        """Patterns of which one at least finds something where it does: a text has what most of them need rarely."""
        each = alternatives(self._source)
        if len(each) == 1:
            return (self,)
        return tuple(Expression(one, self.flags, self._faulty, after=self._after) for one in each)

    def compile(self) -> None:
        """Compile it now.

        Raises:
            re.error: it is no regular expression.
        """
        compiled = re.compile(self.pattern, self.flags)
        # Its methods are those of the compiled one from here on, so that a call costs no more than one of that.
        self.__dict__.update({name: getattr(compiled, name) for name in _METHODS})

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:
            raise AttributeError(name)
        try:
            self.compile()
        except re.error:
            if self._faulty is not None:
                self._faulty()
            raise
        return self.__dict__[name]
