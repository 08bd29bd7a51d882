"""A value that is compared and printed by its fields."""

from __future__ import annotations

from typing import Any

import attrs


class ValueObject:
    """The methods of an attrs class that are the same for all.

    attrs compiles its own for each class, which takes as long as everything else about a class: a command that answers
    one question makes 25 of them. A class that is a key or is compared in a loop keeps those of attrs.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self._compared() == other._compared() if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self) -> int:
        return hash(self._compared())

    def __repr__(self) -> str:
        shown = [f"{field.name}={getattr(self, field.name)!r}" for field in _fields(self) if field.repr]
        return f"{type(self).__qualname__.rpartition('>.')[2]}({', '.join(shown)})"

    def _compared(self) -> tuple[Any, ...]:
        return tuple([getattr(self, field.name) for field in _fields(self) if field.eq])


def _fields(value: Any) -> tuple[attrs.Attribute[Any], ...]:
    found: tuple[attrs.Attribute[Any], ...] = attrs.fields(type(value))
    return found
