"""What a shell is offered after a tab: from the ledger that is meant, and never an error."""

from __future__ import annotations

from pathlib import Path

from click.shell_completion import ShellComplete

from regtrack.cli import root
from tests.rows import each_row


def offered(*words: str) -> list[str]:
    """What is offered for the last word."""
    complete = ShellComplete(root, {}, "regtrack", "_REGTRACK_COMPLETE")
    return [item.value for item in complete.get_completions(list(words[:-1]), words[-1])]


@each_row(
    ("words", "found"),
    [
        (("state", "--store", "LEDGER", "affiliates-5"), "us/bis/affiliates-50"),
        (("state", "--store", "LEDGER", "us/bis/gp10"), "us/bis/gp10-ascend-guidance"),
        (("since", "--store", "LEDGER", "--topic", "ai"), "ai-chips"),
        (("board", "--store", "LEDGER", "--not-agency", "bi"), "bis"),
        (("board", "--kind", "joint"), "joint_resolution"),
        (("timeline", "--store", "LEDGER", "--instrument", "affiliates-t"), "us/bis/affiliates-tgl"),
        (("feeds", "show", "us-usi"), "us-usitc"),
        (("sync", "us-usi"), "us-usitc"),
        (("schema", "settin"), "settings"),
        (("upc",), "upcoming"),
    ],
)
def test_names_are_completed(ledger_file: Path, words: tuple[str, ...], found: str) -> None:
    assert offered(*(str(ledger_file) if word == "LEDGER" else word for word in words)) == [found]


def test_no_ledger_is_made_to_complete_from(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.sqlite"
    assert offered("state", "--store", str(ledger), "us") == []
    assert not ledger.exists()
    ledger.write_bytes(b"no ledger at all")
    assert offered("state", "--store", str(ledger), "us") == []
