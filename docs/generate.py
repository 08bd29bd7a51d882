"""Put into the documentation what the code really does: ``python docs/generate.py``.

It runs every command and every Python block of README.md and docs/, writes the output that each shows, and makes the
generated parts of the reference, the man page and the JSON Schemas. ``--check`` writes nothing and ends with 1 if
something is stale; further arguments name the pages to work on. How blocks are directed is told in
``docs/tools/blocks.py``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from tools import blocks, man, reference, schemas  # noqa: E402


def made(wanted: list[Path]) -> dict[Path, str]:
    """Every file as it should read; no entry where that is not to be found out, and why on standard error."""
    made_whole = {**schemas.files(HERE / "schemas"), HERE / man.PAGE: man.page()}
    files = {path: text for path, text in made_whole.items() if not wanted or path in wanted}
    with tempfile.TemporaryDirectory() as folder:
        ledger = blocks.make_ledger(Path(folder) / "ledger.sqlite")
        for number, page in enumerate(blocks.pages()):
            if wanted and page not in wanted:
                continue
            try:
                text = blocks.refreshed(page, blocks.Desk(Path(folder) / str(number), ledger))
            except blocks.StaleError as error:
                sys.stderr.write(f"{error}\n")
                text = ""
            if str(HERE.parent) in text:  # only a fault in an example prints where this checkout lies
                sys.stderr.write(f"{page.relative_to(HERE.parent)} prints a path of this machine: mend its example\n")
                text = ""
            files[page] = reference.filled(text)
    return files


def main() -> int:
    """Write what is stale, or with ``--check`` only name it."""
    check = "--check" in sys.argv
    wanted = [Path(each).resolve() for each in sys.argv[1:] if each != "--check"]
    failed = False
    for path, text in made(wanted).items():
        if not text:
            failed = True
        elif not path.exists() or path.read_text("utf-8") != text:
            sys.stdout.write(f"{'stale' if check else 'written'}: {path.relative_to(blocks.ROOT)}\n")
            failed = failed or check
            if not check:
                path.write_text(text, "utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
