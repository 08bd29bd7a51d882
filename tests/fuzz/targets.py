"""Every way by which bytes of others come in: whole parsers and whole routes, with good inputs to begin with."""

# ruff: noqa: E501 (tables read best one row a line)

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from regtrack import config, dates
from regtrack.errors import DateError
from regtrack.http.fetch import UnreadableError
from regtrack.model.when import When
from regtrack.records.canonical import content_id
from regtrack.report.rendering import render
from regtrack.sources.federal_register.dates import read_dates, read_instruction_dates
from regtrack.sources.feed_file import Catalogue, FeedFile
from regtrack.sources.feeds.items import publication_tick
from regtrack.sources.feeds.reading import read as read_feed
from tests.digest.test_settings_file import WHOLE
from tests.fuzz import mutate
from tests.fuzz.routes import FOLDER, Wire, add, judge, news, ours, small, sync
from tests.fuzz.trial import Target
from tests.news.helpers import compiled
from tests.sources.bills.shapes import TO_LAW, status_file
from tests.sources.cfr_editions.shapes import ANNUAL, ECFR, RAISE, REVISE
from tests.sources.cfr_editions.shapes import rule as document
from tests.sources.ecfr.shapes import correction, title, version, versions
from tests.sources.federal_register.test_dates_phrasings import PHRASINGS
from tests.sources.federal_register.test_xml import RULE
from tests.sources.feedserver import entry, feed_file, rss
from tests.sources.files.test_timeline import GOOD
from tests.sources.lists.shapes import DENIED, SDN, address, csl_entry, csl_file, sdn_file, sdn_row
from tests.sources.register import RULE_TEXT, library
from tests.sources.regulations_gov.shapes import page, posted
from tests.sources.shapes import filing

DAY = dt.date(2024, 1, 5)


def _feed(format_: str, **more: Any) -> FeedFile:
    return FeedFile("x", "X", "https://x.example/api", format_, "Publisher", "America/New_York", **more)


# --- what is done with an input ---------------------------------------------------------------------------------------


def _text(data: bytes) -> str:
    """What a person can type: a command line cannot hold the byte 0."""
    return data.decode("utf-8", "surrogateescape").replace("\x00", "")


def _feed_only(data: bytes) -> None:
    with ours(UnreadableError):
        for each in read_feed(data, "https://bureau.example/news.xml").entries:
            publication_tick(each.published, "America/New_York", dates.day_start(DAY))


def _forged(data: bytes) -> None:
    """An export whose records were changed and whose ids were made to fit: all that is left is what they say."""
    lines = []
    for line in data.splitlines():
        try:
            table = json.loads(line)
        except (ValueError, RecursionError):
            table = None
        if not isinstance(table, dict) or table.get("type") == "link":
            continue
        if isinstance(table.get("record"), dict):
            body = json.dumps(table["record"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            table["id"] = content_id(
                *(each.encode("utf-8", "replace").decode() for each in (str(table.get("type")), body))
            )
        lines.append(json.dumps(table))
    add("\n".join(lines).encode(), "export.jsonl")


def _dates(data: bytes) -> None:
    text = (
        data.decode("utf-8", "surrogatepass" if b"\xed" in data else "replace")
        if _is_text(data)
        else data.decode("latin-1")
    )
    read_dates(text, published_on=DAY)
    read_instruction_dates(text.split("\n"), published_on=DAY)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def _day(data: bytes) -> None:
    said = _text(data)
    with ours(DateError):
        When.parse(said)
    for ask in (lambda: _small().since(said), lambda: _small().timeline("us/x/rule", on=said)):
        with ours():
            render(ask(), "text")


def _question(data: bytes) -> None:
    said = _text(data)
    tracker = _small()
    asks: tuple[Callable[[], object], ...] = (
        lambda: tracker.search(said),
        lambda: tracker.state(said),
        lambda: tracker.text(said),
        lambda: tracker.board(cfr=said),
        lambda: tracker.board(agency=said, topic=said),
        lambda: tracker.upcoming(text=said),
    )
    for ask in asks:
        with ours():
            ask()


@lru_cache(maxsize=1)
def _small() -> Any:
    return small()


@lru_cache(maxsize=1)
def _wire() -> Wire:
    return Wire()


def _settings(data: bytes) -> None:
    path = FOLDER / "regtrack.toml"
    path.write_bytes(data)
    with ours():
        config.read(path)


def _feed_file(data: bytes) -> None:
    folder = FOLDER / "catalogue"
    folder.mkdir(exist_ok=True)
    (folder / "own.toml").write_bytes(data)
    for faults in Catalogue(FOLDER / "none", folder).faults.values():
        for each in faults:
            judge(each)


def _language(data: bytes) -> None:
    with ours():
        compiled(data, "xx.toml")


# --- good inputs ------------------------------------------------------------------------------------------------------


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _answers(**answers: Any) -> bytes:
    return _json({"answers": {name.replace("_", "/"): each for name, each in answers.items()}})


def _search(rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"count": len(rows), "description": "Documents", "total_pages": 1, "results": rows}


_REGISTER = [each for each in library() if each["publication_date"] == "2024-01-05"]
_FILED = [
    filing("2024-00900", "2024-01-04T08:45:00-05:00", "2024-01-06"),
    filing("2024-00901", "2024-01-04T16:15:00-05:00", None),
]
_CSL = [
    csl_entry("Widget Works", id="a1", addresses=[address("CN", "Shenzhen")], start_date="2020-05-01", programs=["EL"],
              federal_register_notice="85 FR 29849, 5/19/2020", alt_names=["WW"]),
    csl_entry("Gadget Trading", SDN, id="b2", entity_number=1234, type="Entity", ids=[{"type": "Tax", "number": "7"}]),
    csl_entry("John Cog", DENIED, id="c3", end_date="2030-01-01", standard_order="Y"),
]  # fmt: skip
_SDN = [
    sdn_row(36, "AEROCARIBBEAN AIRLINES", programs="CUBA"),
    sdn_row(306, "COG, John", type="individual", programs="NPWMD] [IFSR", remarks="DOB 1 Jan 1970; POB Havana."),
]
_ENTRIES = [
    entry("Bureau of Industry and Security delays the effective date of Widgets of Concern to March 1, 2025"),
    entry(
        "Comment period on 89 FR 1000 reopened until June 3, 2025", 2, body="<p>See <a href='/x'>2024-00101</a>.</p>"
    ),
]
_ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>News</title><id>urn:a</id><updated>2025-05-13T14:00:00Z</updated>
<entry><title type="html">A &amp;lt;b&amp;gt; rule</title><link href="/a/1"/><id>urn:a:1</id><updated>2025-05-13T14:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The rule.</p></div></content></entry></feed>"""
_JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1", "title": "News", "language": "en", "home_page_url": "https://bureau.example",
    "items": [{"id": "1", "url": "https://bureau.example/1", "title": "A rule", "content_html": "<p>It is.</p>",
               "date_published": "2025-05-13T14:00:00Z", "tags": ["rules"]}],
}  # fmt: skip
_ISSUE = f"""<FEDREG><VOL>89</VOL><NO>29</NO><DATE>Monday, February 12, 2024</DATE><UNITNAME>Rules</UNITNAME>
<RULES>{document(REVISE, number="2024-00001")}{document(RAISE, number="2024-00002")}</RULES></FEDREG>"""
_DOCUMENT = RULE if RULE.rstrip().endswith("</RULE>") else document(REVISE)
_ECFR = {
    "titles": {"titles": [title(15)], "meta": {"date": "2026-11-20", "import_in_progress": False}},
    "versions": versions([version("744.3", "2017-01-01"), version("744.11", "2025-11-09"), version("744.21", "2025-11-16", removed=True)]),
    "corrections": {"ecfr_corrections": [correction(41, "744.3", occurred="2025-11-02", corrected="2025-11-12")]},
    "structure": {"type": "title", "identifier": "15", "children": [{"type": "part", "identifier": "744", "reserved": False}]},
    "full": '<?xml version="1.0"?><DIV5 N="744" TYPE="PART"><HEAD>PART 744</HEAD><DIV8 N="744.3" TYPE="SECTION">'
    "<HEAD>§ 744.3 Widgets.</HEAD><P>(a) No widgets.</P></DIV8></DIV5>",
}  # fmt: skip
_DAYS = (
    "2025-05-12", "7d", "2w ago", "3 months ago", "yesterday", "last monday", "2025-05", "2025", "May 12, 2025", "12 May",
    "2025-05-13T08:45:00-04:00", "2026-01-15T00:01[America/New_York]", "9999-12-31T23:59:59-12:00", "2016-12-31T23:59:60Z",
    "publication + 30 days", "later of 2025-01-01, publication + 60 days", "2025-05-13..2025-05-16", "last",
)  # fmt: skip
_QUESTIONS = (
    "widgets", '"widgets need" licence', "89 FR 1000", "2024-00101", "15 CFR 744.21(b)(1)", "15 CFR part 744", "us/x/rule",
    "Widgets of Concern", "comment 1 to § 9.1(a)", "15:730-774", "supp. 4 to part 744", "15 U.S.C. 46", "E.O. 14110", "輸出",
)  # fmt: skip
_HTTP = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\nETag: \"a\"\r\n\r\n{\"results\": []}",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
    b"HTTP/1.1 503 Busy\r\nRetry-After: Fri, 31 Dec 1999 23:59:59 GMT\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xcbH\xcd\xc9\xc9\x07\x00\x86\xa6\x106\x05\x00\x00\x00",
    b"HTTP/1.1 400 Bad\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"error\": 12}",
)  # fmt: skip


@lru_cache(maxsize=1)
def _export() -> bytes:
    tracker = small()
    path = FOLDER / "seed.xml"
    path.write_text(ANNUAL, "utf-8")
    tracker.add(path)
    (FOLDER / "seed.json").write_bytes(_json(_search(_REGISTER)))
    tracker.add(FOLDER / "seed.json")
    return "".join(f"{line}\n" for line in tracker.export()).encode()


def targets() -> tuple[Target, ...]:
    """Return all of them."""
    ecfr = {"feed": _feed("ecfr", cfr=("15 CFR 744",), text=True), "since": dt.date(2025, 11, 1)}
    day = {"feed": _feed("federal-register"), "since": DAY, "until": DAY}
    rss_text = rss(_ENTRIES).encode()
    return tuple(
        Target(name, take, mutator, seeds)
        for name, take, mutator, seeds in (
            ("register-json-file", partial(add, name="answer.json"), mutate.as_json, (_json(_search(_REGISTER)), _json(_REGISTER[0]))),
            ("register-sync", lambda data: sync("regtrack.sources.federal_register.sync:RegisterSource", data, **day), mutate.as_json,
             (_answers(documents=_search(_REGISTER)), _answers(documents=_search(_REGISTER[:1]), xml=RULE_TEXT.decode()))),
            ("public-inspection", lambda data: sync(
                "regtrack.sources.federal_register.sync:RegisterSource", data, _feed("federal-register"), since=dates.to_date(dt.date(2026, 1, 1))),
             mutate.as_json, (_answers(public={"count": 2, "results": _FILED, "special_filings_updated_at": "2024-01-04T08:45:00-05:00"},
                                       documents=_search([])),)),
            ("register-xml", partial(add, name="2024-02-12.xml"), mutate.markup, (_ISSUE.encode(), _DOCUMENT.encode(), RULE_TEXT)),
            ("dates", _dates, mutate.text, tuple(text.encode() for text, _ in PHRASINGS)),
            ("export", partial(add, name="export.jsonl"), mutate.as_json, (_export(),)),
            ("export-with-new-ids", _forged, mutate.as_json, (_export(),)),
            ("timeline", partial(add, name="timeline.toml"), mutate.as_toml, (GOOD.encode(),)),
            ("csl", partial(add, name="csl.json"), mutate.as_json, (csl_file(_CSL),)),
            ("sdn", partial(add, name="sdn-2024-01-30.csv"), mutate.text, (sdn_file(_SDN),)),
            ("bill", partial(add, name="bill.xml"), mutate.markup,
             (status_file(TO_LAW, laws=[("Public Law", "117-999")]), status_file(TO_LAW, schema="old"))),
            ("regulations-gov", partial(add, name="answer.json"), mutate.as_json,
             (_json(page([posted("BIS-2022-0001-0001", "2022-00101", "2022-05-01"), posted("BIS-2022-0001-0002", through="2022-06-01")])),)),
            ("feed", _feed_only, mutate.markup, (rss_text, _ATOM.encode())),
            ("json-feed", _feed_only, mutate.as_json, (_json(_JSON_FEED),)),
            ("news", news, mutate.markup, (rss_text,)),
            ("code", partial(add, name="2025-06-01-title-12.xml"), mutate.markup, (ANNUAL.encode(), ECFR.encode())),
            ("ecfr", lambda data: sync("regtrack.sources.ecfr.sync:EcfrSource", data, **ecfr), mutate.as_json, (_json({"answers": _ECFR}),)),
            ("settings", _settings, mutate.as_toml, (WHOLE.encode(),)),
            ("feed-file", _feed_file, mutate.as_toml, (feed_file("own", "https://bureau.example/").encode(),)),
            ("language", _language, mutate.as_toml, _language_seeds()),
            ("day", _day, mutate.text, tuple(each.encode() for each in _DAYS)),
            ("question", _question, mutate.text, tuple(each.encode() for each in _QUESTIONS)),
            ("http", lambda data: _wire().fetch(data), mutate.text, _HTTP),
        )
    )  # fmt: skip


def _language_seeds() -> tuple[bytes, ...]:
    """A file of words as it is, and, more often, one with two words of each list, which is read ten times as fast."""
    from regtrack._bundled import bundled

    whole = (bundled("feeds") / "languages" / "ja.toml").read_bytes()
    return whole, *15 * (mutate.toml(_two_each(tomllib.loads(whole.decode()))),)


def _two_each(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _two_each(each) for key, each in value.items()}
    return value[:2] if isinstance(value, list) else value
