"""Made-up rows of the eCFR, shaped like its own, and a server that answers as its API does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from tests.sources.feedserver import FeedServer
from tests.sources.replies import Asked, Reply

Row = dict[str, Any]
_MAY = {"issue_date[on]", "issue_date[gte]", "issue_date[lte]", "part", "section", "page"}


def version(identifier: str, amended: str, issued: str | None = None, **more: Any) -> Row:
    """A row of ``content_versions``."""
    supplement = " to Part " in identifier
    part = identifier.rpartition(" ")[2] if supplement else identifier.partition(".")[0]
    made = {
        "date": amended, "amendment_date": amended, "issue_date": issued or amended, "identifier": identifier,
        "name": f"{identifier}—Widgets" if supplement else f"§ {identifier}   Widgets.", "part": part,
        "substantive": True, "removed": False, "subpart": None, "title": "15",
        "type": "appendix" if supplement else "section",
    }  # fmt: skip
    return {**made, **more}


def versions(rows: Iterable[Row], *, count: int | None = None, **meta: Any) -> dict[str, Any]:
    """An answer on one page."""
    listed = list(rows)
    told = {"title": "15", "result_count": str(len(listed) if count is None else count)}
    return {"content_versions": listed, "meta": {**told, **meta}}


def correction(id_: int, *sections: str, occurred: str | None, corrected: str | None, **more: Any) -> Row:
    """A row of ``ecfr_corrections``."""
    title = int(more.get("title", 15))
    references = [
        {
            "cfr_reference": f"{title} CFR {section}",
            "hierarchy": {
                "title": str(title), "subtitle": "B", "chapter": "VII", "part": section.partition(".")[0],
                "section": section,
            },
        }
        for section in sections
    ]  # fmt: skip
    made = {
        "id": id_, "cfr_references": references, "corrective_action": "Paragraph (e) corrected",
        "error_corrected": corrected, "error_occurred": occurred, "fr_citation": "87 FR 77015", "position": 1,
        "display_in_toc": True, "title": title, "year": 2023, "last_modified": corrected,
    }  # fmt: skip
    return {**made, **more}


def title(number: int, up_to: str | None = "2026-11-20", **more: Any) -> Row:
    """A row of ``titles``."""
    made = {
        "number": number, "name": f"Title {number}", "latest_amended_on": up_to, "latest_issue_date": up_to,
        "up_to_date_as_of": up_to, "reserved": up_to is None,
    }  # fmt: skip
    return {**made, **more}


class Code(FeedServer):
    """Gives titles, versions by day of issue in pages, corrections, and text; refuses what the eCFR refuses."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        super().__init__()
        self.rows = list(rows)
        self.corrections: list[Row] = []
        self.titles = [title(number) for number in (1, 10, 15, 22, 41, 50)] + [title(35, None)]
        self.importing = False
        self.per_page = 1000
        self.texts: dict[str, dict[str, str]] = {}  # part of title 15 -> words of each section

    @property
    def asked(self) -> list[str]:
        """What was asked for, in order: the file, and which part and page of it."""
        return [
            " ".join([asked.path.rpartition("/")[2], *(value for key, value in asked.query if key in ("part", "page"))])
            for asked, _ in self.log
        ]

    def answer(self, asked: Asked) -> Reply:
        if asked.path in self.behave:
            return self.behave[asked.path](self._true(asked))
        reply = self._true(asked)
        tag = f'"{hashlib.sha1(reply.body).hexdigest()}"'
        if asked.headers.get("if-none-match") == tag:
            return Reply(304, {"ETag": tag})
        reply.headers["ETag"] = tag
        return reply

    def _true(self, asked: Asked) -> Reply:
        if asked.path == "/versioner/v1/titles.json":
            meta = {"date": "2026-11-20", "import_in_progress": self.importing}
            return _json({"titles": self.titles, "meta": meta})
        if asked.path == "/admin/v1/corrections.json":
            number = asked.one("title")
            return _json({"ecfr_corrections": [each for each in self.corrections if str(each["title"]) == number]})
        if asked.path.startswith("/versioner/v1/versions/title-"):
            return self._versions(asked, asked.path.rpartition("-")[2].removesuffix(".json"))
        if asked.path.startswith("/versioner/v1/structure/") and asked.path.endswith("/title-15.json"):
            parts = [{"type": "part", "identifier": part, "reserved": False} for part in self.texts]
            return _json({"type": "title", "identifier": "15", "children": [{"type": "chapter", "children": parts}]})
        if asked.path.startswith("/versioner/v1/full/") and asked.path.endswith("/title-15.xml"):
            wanted = [part for part in self.texts if asked.one("part", part) == part]
            if wanted:
                return Reply(
                    200, {"Content-Type": "application/xml"}, self._text(wanted, one="part" in dict(asked.query))
                )
        return Reply(404, {"Content-Type": "text/plain"}, b"not here")

    def _text(self, parts: list[str], *, one: bool) -> bytes:
        made = "".join(
            f'<DIV5 N="{part}" TYPE="PART"><HEAD>PART {part}—WIDGETS</HEAD>'
            + "".join(
                f'<DIV8 N="{section}" TYPE="SECTION"><HEAD>§ {section} Widgets.</HEAD><P>{words}</P></DIV8>'
                for section, words in self.texts[part].items()
            )
            + "</DIV5>"
            for part in parts
        )
        whole = made if one else f'<DIV1 N="15" TYPE="TITLE"><HEAD>Title 15</HEAD>{made}</DIV1>'
        return f'<?xml version="1.0"?>\n{whole}'.encode()

    def _versions(self, asked: Asked, number: str) -> Reply:
        names = {name for name, _ in asked.query}
        if not names <= _MAY or not any(name.startswith("issue_date") for name in names):
            return _json({"error": "Bad Request: unpermitted or missing parameters"}, 400)
        first, part, page = asked.one("issue_date[gte]"), asked.one("part"), int(asked.one("page", "1"))
        found = [
            row for row in self.rows
            if row["title"] == number and row["issue_date"] >= first and part in ("", row["part"])
        ]  # fmt: skip
        shown = found[(page - 1) * self.per_page : page * self.per_page]
        pages = max(1, -(-len(found) // self.per_page))
        meta = {"issue_date": {"gte": first}, "page": str(page), "per_page": str(self.per_page)}
        return _json(versions(shown, count=len(found), total_pages=str(pages), **meta))


def _json(table: dict[str, Any], code: int = 200) -> Reply:
    return Reply(code, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(table).encode())


def library() -> Code:
    """The server that the documentation reads from."""
    code = Code(
        [
            version("744.3", "2017-01-01"),
            version("744.11", "2026-11-09", name="§ 744.11   License requirements that apply to widgets."),
            version("744.21", "2026-11-16", removed=True),
            version("120.1", "2026-11-02", "2026-11-03", title="22"),
        ]
    )
    code.corrections = [correction(41, "744.3", occurred="2026-11-02", corrected="2026-11-12")]
    return code
