"""The description of the API (OpenAPI 3.1): the questions' own table, and the schemas that `regtrack schema` gives."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from regtrack import __version__
from regtrack._bundled import schemas
from regtrack.model.people import ReviewAction
from regtrack.report.rendering import MEDIA
from regtrack.server.questions import QUESTIONS, SHAPE, Parameter, ServedQuestion

Table = dict[str, Any]
_PROBLEM = {
    "type": "object",
    "description": "One sentence that says what was found and what was expected (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "candidates": {"type": "array", "items": {"type": "string"}, "description": "Ids that a name may mean."},
    },
    "required": ["type", "title", "status", "detail"],
}
_REVIEW = {
    "type": "object",
    "properties": {
        "about": {"type": "string", "pattern": "^[0-9a-f]{24}$", "description": "Id of the change or event."},
        "events": {"type": "array", "items": {"type": "string"}, "description": "Ids of the events behind it."},
        "action": {"enum": [str(each) for each in ReviewAction]},
        "to": {"type": "string", "description": "Whom it is assigned to."},
        "note": {"type": "string"},
    },
    "required": ["about", "events", "action"],
    "additionalProperties": False,
}
_FOLLOWED = {
    "type": "object",
    "properties": {
        "schedule": {"type": "string", "description": "As in the settings, such as: weekdays 07:00 Europe/Berlin."},
        "subscription": {"type": "array", "items": {"type": "object"}, "description": "Filters, as in the settings."},
    },
    "additionalProperties": False,
}
_MARK = {
    "type": "object",
    "properties": {"at": {"type": "string", "format": "date-time"}},
    "additionalProperties": False,
}


@lru_cache(maxsize=4)
def document(address: str) -> Table:
    """Return the description of the API of a server at an address."""
    files = schemas()
    components = {name: files[name] for name in QUESTIONS if name in files}
    paths: Table = {}
    for name, question in QUESTIONS.items():
        paths[f"/v1/{name}"] = {"get": _asked(name, question)}
        for form in question.formats:
            media: Table = {MEDIA[form].partition(";")[0]: {}}
            paths[f"/v1/{name}.{form}"] = {
                "get": {
                    "operationId": f"{name}_{form}",
                    "summary": f"The same as {form}.",
                    "parameters": [_described(each) for each in (*question.parameters, *SHAPE[3:])],
                    "responses": {"200": {"description": "The answer.", "content": media}, "default": _REFUSED},
                }
            }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "regtrack",
            "version": __version__,
            "description": "What changed in a regulation, what applied when, and the evidence. Every answer has an "
            "ETag: of the ledger, the question and the day. A question that is not understood is an error.",
        },
        "servers": [{"url": address}],
        "security": [{}, {"token": []}],
        "paths": {**paths, **_of_people()},
        "components": {
            "schemas": {**components, "problem": _PROBLEM},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


_REFUSED = {
    "description": "Why there is no answer.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}},
}


def _asked(name: str, question: ServedQuestion) -> Table:
    return {
        "operationId": name,
        "summary": question.about,
        "parameters": [_described(each) for each in (*question.parameters, *SHAPE[:3])],
        "responses": {
            "200": {
                "description": f"The answer, as `regtrack {name} --format json` gives it; `fields` leaves keys out.",
                "headers": {
                    "ETag": {"schema": {"type": "string"}},
                    "Last-Modified": {"schema": {"type": "string"}},
                    "Link": {"schema": {"type": "string"}, "description": 'rel="next": where the lists go on.'},
                },
                "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}},
            },
            "304": {"description": "It is still the answer that you have."},
            "default": _REFUSED,
        },
    }


def _described(each: Parameter) -> Table:
    value: Table = {"count": {"type": "integer", "minimum": 0, "maximum": each.most}}.get(each.kind, {"type": "string"})
    if each.choices:
        value = {"type": "string", "enum": list(each.choices)}
    schema = {"type": "array", "items": value} if each.many else value
    return {"name": each.name, "in": "query", "description": each.about, "required": each.needed, "schema": schema}


def _of_people() -> Table:
    """Return what people who are signed in can do."""
    signed: Table = {"security": [{"token": []}]}

    def operation(id_: str, about: str, body: Table | None = None, status: str = "200") -> Table:
        content = {"requestBody": {"required": True, "content": {"application/json": {"schema": body}}}} if body else {}
        answered = {"description": "Done.", "content": {"application/json": {}}}
        return {
            "operationId": id_,
            "summary": about,
            **signed,
            **content,
            "responses": {status: answered, "default": _REFUSED},
        }

    work = operation("worklist", "What changed, with ids and with what people did about each change.")
    work["parameters"] = [_described(each) for each in QUESTIONS["since"].parameters]
    audit = operation("audit", "For auditors: who received what, who looked, and what was decided, as JSON Lines.")
    audit["parameters"] = [
        _described(Parameter(name, about)) for name, about in (("since", "After this day."), ("until", "By this day."))
    ]
    mark = operation("leave_mark", "Leave a mark of your own, for since=last:NAME.", _MARK)
    mark["parameters"] = [{"name": "name", "in": "path", "required": True, "schema": {"type": "string"}}]
    return {
        "/v1/me": {
            "get": operation("me", "What you follow, and your marks."),
            "put": operation("follow", "Say what you follow; digests go to your address.", _FOLLOWED),
        },
        "/v1/me/bookmarks/{name}": {"put": mark},
        "/v1/review": {"get": work, "post": operation("review", "Record what you did about a change.", _REVIEW, "201")},
        "/v1/audit": {"get": audit},
    }
