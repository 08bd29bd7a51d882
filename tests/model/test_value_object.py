"""A value object compares and prints as a class of attrs does."""

from __future__ import annotations

from itertools import product
from typing import Any

import attrs

from regtrack.model.value_object import ValueObject
from tests.rows import each_row


@attrs.frozen
class Plain:
    number: int
    text: str = "a"
    note: str = attrs.field(default="", eq=False)
    hidden: int = attrs.field(default=0, repr=False)


@attrs.frozen(repr=False, eq=False)
class Light(ValueObject):
    number: int
    text: str = "a"
    note: str = attrs.field(default="", eq=False)
    hidden: int = attrs.field(default=0, repr=False)


VALUES = ((1,), (1, "b"), (1, "a", "x"), (1, "a", "", 2), (2,))


@each_row("values", VALUES)
def test_it_prints_its_fields(values: Any) -> None:
    assert repr(Light(*values)).replace("Light", "Plain") == repr(Plain(*values))


@each_row(("first", "second"), list(product(VALUES, VALUES)))
def test_it_is_compared_by_its_fields(first: Any, second: Any) -> None:
    same = Plain(*first) == Plain(*second)
    assert (Light(*first) == Light(*second)) is same
    assert not same or hash(Light(*first)) == hash(Light(*second))


def test_another_class_with_the_same_fields_is_another_value() -> None:
    assert Light(1) != Plain(1)
    assert {Light(1), Light(1, "a", "note"), Plain(1)} == {Light(1), Plain(1)}
