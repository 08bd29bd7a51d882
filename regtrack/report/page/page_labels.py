"""The words of an HTML page: its own text, its legend, and the texts of its script."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from regtrack.report.language import SOURCE, spoken, term, tr

PAGE = MappingProxyType(
    {
        "machine": "Time machine",
        "intro": "Change the dates: each answer is the law on one date, as known on another. Knowledge is what the "
        "public could read, or what this ledger had recorded.",
        "on": "To",
        "known": "As known on",
        "from": "From",
        "move": "What moves",
        "both": "law and knowledge",
        "law": "law only",
        "knowledge": "knowledge only",
        "mode": "What counts",
        "public": "public knowledge, at least {certainty}",
        "record": "this ledger, at least {certainty}",
        "reset": "Back to the report",
        "days": "A date means the end of that day, in the local time of each rule.",
        "filters": "More filters",
        "all": "all",
        "instrument": "Instrument",
        "topic": "Topic",
        "kind": "Kind of change",
        "certainty": "Certainty",
        "state_title": "On {on}, as known on {known}",
        "change_both": "What changed after {from} (as known then), through {on} (as known on {known})",
        "change_law": "How the law changed after {from}, through {on}, both as known on {known}",
        "change_knowledge": "What was learned about {on} after {from}, through {known}",
        "nothing": "Nothing differs.",
        "none_known": "Not yet known on that date: {count}.",
        "count": "{count} {status}",
        "was": "was: {before}",
        "gone": "No longer: {before}",
        "new": "before: nothing",
        "went": "{status} from {first} to {last}: it began and ended in between.",
        "provision": "Provision {path}",
        "without": "Without the stay: {status}.",
        "show_all": "Show all {count}",
        "hidden": "The filters hide everything here.",
        "picture": "Timeline",
        "today": "today",
        "as_words": "The picture in words",
        "no_topic": "No topic",
        "left_out": "The picture shows the {shown} instruments about which most is known here; the report has "
        "{count} more.",
        "no_ledger": "The ledger was closed before this page was made: the picture shows only the events of this "
        "report, and the page cannot answer for other days.",
        "no_script": "The time machine needs JavaScript. The picture and the report do not.",
        "skip": "Skip to the report",
        "contents": "Contents",
        "report": "Report",
        "changes": "What changed",
        "open_all": "Open all",
        "search": "Search this page",
        "turns": "Turns",
        "ahead": "Nobody knows yet what will be known after {date}.",
        "runs": "bars that reach the edge continue beyond it",
        "unmoved": "{count} did not move",
        "keys": "Keys: ← → to the turn before or after, / to search, e to open all.",
        "silent": "still {status}, but {who} says it will not enforce it",
        "still": "still {status}; {what}",
        "none": "{what}; whether it is in force is not recorded",
        "unknown": "{what}; its effective date is not known",
    }
)
"""The text of a page itself."""

LEGEND = MappingProxyType(
    {
        ("bar", "force"): "in force",
        ("bar", "unenforced"): "in force, announced as not enforced",
        ("bar", "guidance"): "guidance",
        ("bar", "pending"): "published, not yet in effect",
        ("bar", "delayed"): "delayed",
        ("bar", "stayed"): "stayed",
        ("bar", "making"): "proposed or in the making",
        ("bar", "ended"): "ended",
        ("bar", "unsure"): "unknown, or provisions differ",
        ("under", "discretion"): "announced as not enforced, or enjoined",
        ("said", "announced"): "change announced, not enacted",
        ("mark", "duty"): "compliance date",
        ("mark", "deadline"): "deadline",
        ("dot", "published"): "became known: published",
        ("dot", "filed"): "filed",
        ("dot", "announced"): "announced",
        ("dot", "reported"): "reported",
        ("known", "known"): "beyond what was known: as scheduled",
    }
)
"""What each kind of shape in the timeline picture means."""

SCRIPTED = (
    "state_title", "change_both", "change_law", "change_knowledge", "nothing", "none_known", "count", "was", "gone",
    "went", "without", "show_all", "silent", "still", "none", "unknown", "unmoved", "no_topic", "ahead",
)  # fmt: skip
"""The texts that the script uses."""


def page() -> Mapping[str, str]:
    """Return the text of a page itself, by name."""
    return {name: term("page", text) for name, text in PAGE.items()}


def forms() -> dict[str, dict[str, str]]:
    """Return how the script joins words and writes days, where that is not its English default."""
    if spoken() == SOURCE:
        return {}
    forms = {
        "stop": term("form", "."),
        "comma": term("form", ", "),
        "colon": term("form", ": "),
        "semicolon": term("form", "; "),
    }
    return {
        "forms": {**forms, "aside": tr("({text})"), "date": tr("{day} {month} {year}"), "short": tr("{day} {month}")}
    }
