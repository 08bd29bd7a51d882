"""Words of the schema language, and the patterns of dates and ids."""

from __future__ import annotations

from typing import Any

from regtrack.model.kinds import KINDS, Certainty, Operation
from regtrack.records import leaves
from regtrack.report import labels

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DAY = r"\d{4}-\d{2}-\d{2}"
UTC = rf"{DAY}T\d{{2}}:\d{{2}}:\d{{2}}(\.\d{{1,6}})?Z"
LEGAL = rf"{DAY}(T\d{{2}}:\d{{2}})?"
OFFSET = r"(Z|[+-]\d{2}:\d{2}|\[[A-Za-z0-9_+\-/]+\])"
INSTANT = rf"{DAY}[T ]\d{{2}}:\d{{2}}(:\d{{2}}(\.\d{{1,6}})?)?{OFFSET}"
SPAN = rf"{DAY}\.\.{DAY}"
COUNT = r"publication \+ \d{1,4} (days|months)"
READABLE = rf"({DAY}|{INSTANT}|\d{{4}}-\d{{2}}|\d{{4}}|{SPAN})"
WHEN = rf"({READABLE}|{COUNT}|later of .+,.+|upon .+|indefinite|unknown)"
ID = r"[a-z0-9]+(/[a-z0-9][a-z0-9.\-]*)+"


def table(about: str, properties: Schema, optional: tuple[str, ...] = (), **more: Any) -> Schema:
    """Return an object with these keys and no others."""
    required = [name for name in properties if name not in optional]
    return {
        **_described(about), "type": "object", "properties": properties, "required": required,
        "additionalProperties": False, **more,
    }  # fmt: skip


def _described(words: str) -> Schema:
    return {"description": words} if words else {}


def array(of: Schema, about: str = "", **more: Any) -> Schema:
    """Return a list."""
    return {**_described(about), "type": "array", "items": of, **more}


def text(about: str, pattern: str | None = None, *, null: bool = False, **more: Any) -> Schema:
    """Return a text, not empty unless it may be null."""
    fitting = {"pattern": f"^{pattern}$"} if pattern else {"minLength": 1} if not null else {}
    return {**_described(about), "type": ["string", "null"] if null else "string", **fitting, **more}


def one_of(about: str, values: Any, *, null: bool = False) -> Schema:
    """One of some words."""
    return {**_described(about), "enum": [*(str(each) for each in values), *([None] if null else [])]}


def ref(name: str) -> Schema:
    """Return what is defined under that name in the same schema."""
    return {"$ref": f"#/$defs/{name}"}


def schema_name(value: str) -> Schema:
    """Return the key that names the schema."""
    about = "Which schema this is; the number changes when a key is taken away or means another thing."
    return {"description": about, "const": value}


FLAG = {
    "anyOf": [
        one_of(
            "A warning; docs/reference/event-kinds.md says what each means.", sorted({*labels.FLAGS, *leaves.FLAGS})
        ),
        {"type": "string", "pattern": f"^stale_since={DAY}$"},
    ]
}
CERTAINTIES = [each.label for each in Certainty]
RECORDED_KINDS = [k.name for k in KINDS.values() if k.operation is not Operation.DERIVE]
VALUE = {"type": ["string", "number", "boolean"]}


def certainty(about: str) -> Schema:
    """Return a step of the ladder."""
    return one_of(about, CERTAINTIES)
