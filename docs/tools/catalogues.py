"""The catalogues of translations: every message of the code, the templates and the tables, gathered and compiled.

``python docs/tools/catalogues.py`` brings each ``regtrack/locale/LANGUAGE/LC_MESSAGES/regtrack.po`` up to date with the
messages there are, keeps what was translated, and compiles it to ``.mo``; further arguments begin new languages.
``--check`` writes nothing and ends with 1 if something is stale. Babel is needed here alone: a report reads the ``.mo``
with the standard library. docs/how-to/translate.md tells how a language is added.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

from regtrack.report import translatable  # noqa: E402

LOCALE = ROOT / "regtrack" / "locale"
KEYWORDS = {"tr": None, "mark": None}
_SPEAKS = re.compile(r"regtrack\.report\.language import|^def tr\(", re.MULTILINE)
_JINJA = {"trim_blocks": "true", "lstrip_blocks": "true"}
_HEAD = """# Translations for regtrack: what reports say in LANGUAGE.
# Kept up to date by: make catalogues (docs/how-to/translate.md)"""


def template() -> Catalog:
    """Every message there is, untranslated."""
    catalogue = Catalog(project="regtrack", header_comment=_HEAD, fuzzy=False)
    catalogue.add("")
    for context, words in translatable.VOCABULARY.items():
        for word in words:
            catalogue.add(word, context=context)
    for message in sorted(set(_in_files())):
        catalogue.add(message)
    return catalogue


def _in_files() -> Iterator[str]:
    """Messages that stand in the code and in the templates; words of the tables come by their contexts.

    Only code that speaks is read: elsewhere a name may end like one of ours, in a pattern within a string.
    """
    for folder, suffix, method in (("regtrack", ".py", "python"), ("templates", ".j2", "jinja2.ext:babel_extract")):
        for path in sorted((ROOT / folder).rglob(f"*{suffix}")):
            if suffix == ".py" and not _SPEAKS.search(path.read_text("utf-8")):
                continue
            options = _JINJA if suffix == ".j2" else {}
            with path.open("rb") as file:
                for _, message, _, _ in extract(method, file, KEYWORDS, options=options):
                    yield str(message)


def updated(path: Path, code: str) -> Catalog:
    """Return the catalogue of a language with the messages there are now."""
    wanted = template()
    old = read(path, code) if path.is_file() else Catalog(locale=code)
    fresh = Catalog(
        locale=code, project="regtrack", header_comment=_HEAD.replace("LANGUAGE", old.locale.english_name), fuzzy=False
    )  # fmt: skip
    for message in wanted:
        if message.id:
            known = old.get(message.id, message.context)
            fresh.add(message.id, known.string if known else "", context=message.context,
                      user_comments=known.user_comments if known else ())  # fmt: skip
    return fresh


def read(path: Path, code: str) -> Catalog:
    """Return a catalogue as it is.

    Raises:
        ValueError: nothing is in it, so that what was translated would be lost.
    """
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    if not len(catalogue):
        raise ValueError(f"{path}: found no message; expected a catalogue, or no file at all for a new one")
    return catalogue


def _headers(catalogue: Catalog) -> list[tuple[str, str]]:
    """Return the header of a catalogue, without its time: the same translations give the same bytes."""
    return [
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Language", str(catalogue.locale)),
        ("Plural-Forms", catalogue.plural_forms),
    ]


def as_po(catalogue: Catalog) -> bytes:
    """Return a catalogue as its file."""
    out = io.BytesIO()
    write_po(out, catalogue, width=120, omit_header=True)
    lines = [f'"{name}: {value}\\n"' for name, value in _headers(catalogue)]
    head = "\n".join((catalogue.header_comment, 'msgid ""', 'msgstr ""', *lines, ""))
    return f"{head}\n".encode() + out.getvalue()


class _Timeless(Catalog):
    """A catalogue whose head Babel does not fill with the time of day."""

    mime_headers = property(_headers)


def as_mo(catalogue: Catalog) -> bytes:
    """Return a catalogue compiled: what is translated."""
    plain = _Timeless(locale=catalogue.locale, fuzzy=False)
    for message in catalogue:
        if message.id and message.string:
            plain.add(message.id, message.string, context=message.context)
    out = io.BytesIO()
    write_mo(out, plain)
    return out.getvalue()


def files(new: tuple[str, ...] = ()) -> dict[Path, bytes]:
    """Every catalogue as it should read."""
    found: dict[Path, bytes] = {}
    codes = {path.name for path in LOCALE.iterdir() if path.is_dir()} | set(new)
    for code in sorted(codes):
        path = LOCALE / code / "LC_MESSAGES" / "regtrack.po"
        catalogue = updated(path, code)
        found[path], found[path.with_suffix(".mo")] = as_po(catalogue), as_mo(catalogue)
    return found


def _replace(path: Path, data: bytes) -> None:
    """Write a file wholly or not at all: who reads it meanwhile must not take half a catalogue for a whole one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    part.write_bytes(data)
    part.replace(path)


def main() -> int:
    """Write what is stale, or with ``--check`` only name it."""
    check = "--check" in sys.argv
    failed = False
    for path, data in files(tuple(each for each in sys.argv[1:] if not each.startswith("--"))).items():
        if not path.is_file() or path.read_bytes() != data:
            sys.stdout.write(f"{'stale' if check else 'written'}: {path.relative_to(ROOT)}\n")
            failed = failed or check
            if not check:
                _replace(path, data)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
