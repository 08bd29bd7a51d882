"""The code blocks of the pages: find them, run them, compare what they show, and put in what they should show.

A ``console`` block holds commands (``$ regtrack ...``, going on with ``> ``) with their output; an ``sh`` block holds
commands whose output is not shown; a ``python`` block with ``>>>`` is a session with results, one without is a program.
Each page has a folder, a ledger and Python names of its own, and its blocks run in order. The clock stands still
(``CLOCK``), so that what is shown does not depend on the day on which the pages were made.

A comment on the line above a block directs it:

``<!-- file: rules.toml -->``  the block is written to that file first.
``<!-- show: 1-4; /^BECAUSE/+3 -->``  of the output, only these lines; the gaps are marked with ``...``. An item is a
    line, a stretch of lines, a pattern with the number of lines after it, or ``/from/../to/`` (``to`` left out).
``<!-- status: 1 -->``  the commands end with this exit status.
``<!-- clock: 2026-11-25T07:00+01:00 -->``  from this block on the clock stands there.
``<!-- not run: why -->``  shown only.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

ROOT = Path(__file__).parents[2]
CLOCK = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
GAP = "..."
_FENCE = re.compile(r"^( *)```(\w*)\s*$")
_DIRECTIVE = re.compile(r"^ *<!-- (file|show|status|clock|not run): (.+?) -->\s*$")
_SHIM = """\
#!{python}
import datetime as dt
import os
from regtrack import cli, tracker
tracker.open_ledger.__kwdefaults__["clock"] = lambda: dt.datetime.fromisoformat(os.environ.get("CLOCK", "{clock}"))
cli.main()
"""
_CHECKER = doctest.OutputChecker()
_ELSEWHERE = ("make ", "sudo ", "pip ", "pytest ", "git ", "python docs/generate.py", ". ", "cd ")
"""Commands of an ``sh`` block that other tests or nobody can run; ``make`` targets and paths are looked up instead."""


_NEEDS_SHELL = re.compile(r"[|<>;&$`*?~]|^regtrack watch")
"""What a shell makes something of, and what takes signals."""
_MAIL_PORT = "2525"
"""The port of the mail server in the settings that pages show."""
_FEEDS = "https://bureau.example"
"""Where pages have their feeds from: the XML files in the folder of the page."""
_CODE = "https://www.ecfr.gov/api"
"""What pages show for the address of the stand-in for the eCFR."""


class StaleError(Exception):
    """A block does not show what really comes out."""


@attrs.define
class Block:
    """One fenced block: its language, the lines between the fences, where they stand, and how it is directed."""

    language: str
    lines: list[str]
    first: int
    indent: str
    directives: dict[str, str]

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return "".join(f"{line}\n" for line in self.lines)


def pages() -> list[Path]:
    """README and every page of the documentation."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks_of(text: str) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    found: list[Block] = []
    directives: dict[str, str] = {}
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        line = lines[number]
        if match := _DIRECTIVE.match(line):
            directives[match[1]] = match[2]
        elif match := _FENCE.match(line):
            indent, language = match[1], match[2]
            end = next(i for i in range(number + 1, len(lines)) if lines[i].strip() == "```")
            body = [each.removeprefix(indent) for each in lines[number + 1 : end]]
            found.append(Block(language, body, number + 1, indent, directives))
            directives, number = {}, end
        elif line.strip():
            directives = {}
        number += 1
    return found


class Desk:
    """Where one page is worked through: a folder, a ledger, Python names."""

    def __init__(self, folder: Path, ledger: Path) -> None:
        self.folder = folder / "work"
        self.names: dict[str, Any] = {}
        bin_ = folder / "bin"
        data = folder / "data" / "regtrack"
        for each in (self.folder, bin_, data):
            each.mkdir(parents=True)
        shutil.copy(ledger, data / "ledger.sqlite")
        (bin_ / "regtrack").write_text(_SHIM.format(python=sys.executable, clock=CLOCK.isoformat()), "utf-8")
        (bin_ / "regtrack").chmod(0o755)
        import regtrack

        code = str(Path(regtrack.__file__).parents[1])
        self.environment = {
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "REGTRACK_STORE": str(data / "ledger.sqlite"),
            "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(filter(None, [code, os.environ.get("PYTHONPATH", "")])),
            "PYTHONIOENCODING": "utf-8",
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_CONFIG_HOME": str(folder / "config"),
        }
        self._server: Any = None
        self._mail: Any = None
        self._feeds: Any = None
        self._code: Any = None

    def _reach_register(self) -> None:
        """Let what is synchronised come from a stand-in for the Federal Register, with made-up documents."""
        if self._server is None:
            from tests.sources import register
            from tests.sources.standin import StandIn

            self._server = StandIn(register.library())
            self._server.texts[register.RULE], self._server.sends_to_itself = register.RULE_TEXT, True
            self._server.__enter__()
            self.environment |= {"REGTRACK_FEDERAL_REGISTER": self._server.api, "REGTRACK_ALLOW_PRIVATE": "1"}

    def _reach_code(self) -> None:
        """Let the Code of Federal Regulations come from a stand-in, with made-up sections."""
        if self._code is None:
            from tests.sources.ecfr.shapes import library

            self._code = library().__enter__()
            folder = self.folder.parent / "config" / "regtrack" / "feeds"
            folder.mkdir(parents=True)
            address = self._code.url("/versioner/v1")
            (folder / "us-ecfr.toml").write_text(f'id = "us-ecfr"\nurl = "{address}"\n', "utf-8")
            self.environment["REGTRACK_ALLOW_PRIVATE"] = "1"

    def _reach_mail(self, text: str) -> str:
        """Return settings in which the mail server of the page, at port 2525, is one of our own."""
        if self._mail is None:
            from tests.digest.smtpd import MailServer

            self._mail = MailServer(security="none", auth=False).__enter__()
        return text.replace(_MAIL_PORT, str(self._mail.port))

    def _reach_feeds(self, text: str) -> str:
        """Return a command in which the address of the feeds of a page is one of our own."""
        if _FEEDS not in text and self._feeds is None:
            return text
        if self._feeds is None:
            from tests.sources.feedserver import FeedServer

            self._feeds = FeedServer().__enter__()
            self.environment["REGTRACK_ALLOW_PRIVATE"] = "1"
        for path in self.folder.glob("*.xml"):
            self._feeds.put(f"/{path.name}", path.read_bytes())
        return text.replace(_FEEDS, self._feeds.url(""))

    def _shown_as(self) -> Iterator[tuple[str, str]]:
        """Return what differs from one machine to another, and what pages show in its place."""
        yield str(self.folder.parent / "bin"), "/usr/local/bin"
        yield str(self.folder), "/srv/regtrack"
        if self._feeds is not None:
            yield self._feeds.url(""), _FEEDS
        if self._code is not None:
            yield self._code.url(""), _CODE
        if self._mail is not None:
            yield f"localhost:{self._mail.port}", f"localhost:{_MAIL_PORT}"

    def close(self) -> None:
        """Let go of what the page needed."""
        if self._server is not None:
            self._server.__exit__()
        if self._mail is not None:
            self._mail.__exit__()
        if self._feeds is not None:
            self._feeds.__exit__()
        if self._code is not None:
            self._code.__exit__()

    def run(self, block: Block) -> list[str]:
        """Run a block; give back its lines as they should be. Raises StaleError where it fails."""
        if clock := block.directives.get("clock"):
            self.environment["CLOCK"] = clock
        if name := block.directives.get("file"):
            text = self._reach_mail(block.text) if "[mail.smtp]" in block.text else block.text
            (self.folder / name).write_text(text, "utf-8")
        if "not run" in block.directives:
            return block.lines
        if "us-ecfr" in block.text:
            self._reach_code()
        if "regtrack sync" in block.text or ".sync(" in block.text:
            self._reach_register()
        if block.language in ("console", "sh"):
            return self._console(block)
        if block.language == "python":
            with self.inside():
                return self._python(block)
        return block.lines

    # --- commands ---------------------------------------------------------------------------------------------------

    def _console(self, block: Block) -> list[str]:
        lines: list[str] = []
        for command, shown in _commands(block):
            lines += command
            text = "\n".join(line.removeprefix("$ ").removeprefix("> ") for line in command)
            if block.language == "sh" and text.startswith(_ELSEWHERE):
                _look_up(text)
                continue
            output = self._outcome(self._reach_feeds(text), int(block.directives.get("status", "0")))
            if block.language == "console":
                lines += _shown(output, shown, block.directives.get("show"))
        return lines

    def _outcome(self, command: str, status: int) -> list[str]:
        """Run a command, give back its lines; what needs no shell runs in this process, which saves its start."""
        plain = command.replace("\\\n", " ")
        if plain.startswith("regtrack ") and not _NEEDS_SHELL.search(plain):
            ended, output = self._here(shlex.split(plain)[1:])
        else:
            ended, output = self._shell(command)
        if ended != status:
            raise StaleError(f"$ {command}\nended with {ended}, not {status}:\n{output}")
        for here, shown in self._shown_as():
            output = output.replace(here, shown)
        return [line.rstrip() for line in output.splitlines()]

    def _here(self, arguments: list[str]) -> tuple[int, str]:
        from regtrack import cli

        output = io.BytesIO()
        written = io.TextIOWrapper(output, "utf-8", write_through=True)
        with self.inside(), contextlib.redirect_stdout(written), contextlib.redirect_stderr(written):
            ended = cli.run(arguments)
        return ended, output.getvalue().decode()

    def _shell(self, command: str) -> tuple[int, str]:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.folder,
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout

    # --- Python -----------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def inside(self) -> Iterator[None]:
        """Return the page's folder, environment and clock, for code that runs in this process."""
        from regtrack import tracker

        defaults = tracker.open_ledger.__kwdefaults__
        assert defaults is not None
        before, environ, clock = Path.cwd(), dict(os.environ), defaults["clock"]
        os.chdir(self.folder)
        os.environ.update({key: value for key, value in self.environment.items() if key != "PYTHONPATH"})
        defaults["clock"] = lambda: dt.datetime.fromisoformat(self.environment.get("CLOCK", CLOCK.isoformat()))
        try:
            yield
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(environ)
            defaults["clock"] = clock

    def _python(self, block: Block) -> list[str]:
        if ">>>" not in block.text:
            exec(compile(block.text, "block", "exec"), self.names)
            return block.lines
        lines: list[str] = []
        parser = doctest.DocTestParser()
        for part in parser.parse(block.text):
            if isinstance(part, str):
                lines += part.splitlines()
                continue
            source = part.source.splitlines()
            lines += [f"{'>>>' if not i else '...'} {line}".rstrip() for i, line in enumerate(source)]
            got = self._session(part)
            same = _CHECKER.check_output(part.want, got, doctest.ELLIPSIS)
            lines += (part.want if same else got).splitlines()
        return lines

    def _session(self, example: doctest.Example) -> str:
        out = io.StringIO()
        try:
            with contextlib.redirect_stdout(out):
                exec(compile(example.source, "block", "single"), self.names)
        except Exception as error:  # noqa: BLE001  a session shows whatever is raised
            name = f"{type(error).__module__}.{type(error).__name__}"
            return f"{out.getvalue()}Traceback (most recent call last):\n    ...\n{name}: {error}\n"
        return out.getvalue()


def make_ledger(path: Path) -> Path:
    """Return a ledger of the bundled timelines, recorded at CLOCK; every page works on a copy."""
    import regtrack

    regtrack.open(path, clock=lambda: CLOCK).close()
    return path


def refreshed(page: Path, desk: Desk) -> str:
    """Return a page as it should read, every block run."""
    text = page.read_text("utf-8")
    lines = text.splitlines()
    try:
        run = [(block, _run(page, block, desk)) for block in blocks_of(text)]
    finally:
        desk.close()
    for block, new in reversed(run):
        lines[block.first : block.first + len(block.lines)] = [f"{block.indent}{line}".rstrip() for line in new]
    return "\n".join(lines) + "\n"


def _run(page: Path, block: Block, desk: Desk) -> list[str]:
    try:
        return desk.run(block)
    except Exception as error:
        raise StaleError(f"{page.relative_to(ROOT)}:{block.first}: {error}") from error


def _commands(block: Block) -> Iterator[tuple[list[str], list[str]]]:
    """Each command of a block, as the lines it is written on, with the output that is shown for it."""
    command: list[str] = []
    shown: list[str] = []
    for line in block.lines:
        if command and not shown and (command[-1].endswith("\\") or line.startswith("> ")):
            command.append(line)
        elif line.startswith("$ ") or (block.language == "sh" and line.strip() and not line.startswith("#")):
            if command:
                yield command, shown
            command, shown = [line], []
        elif command:
            shown.append(line)
        elif line.strip() and not line.startswith("#"):
            raise StaleError(f"found {line!r} before any command; expected a line that starts with '$ '")
    if command:
        yield command, shown


def _look_up(command: str) -> None:
    """Return what is not run must at least be there: a target of make, or a file that is named."""
    if command.startswith("make "):
        makefile = (ROOT / "Makefile").read_text("utf-8")
        for target in command.split("#")[0].split()[1:]:
            if not re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE):
                raise StaleError(f"{command!r}: the Makefile has no target {target!r}")


def _shown(output: list[str], shown: list[str], show: str | None) -> list[str]:
    if show is not None:
        return excerpt(output, show)
    trailing = [""] if shown and not shown[-1] else []
    if GAP in shown:
        if not matches(shown[: len(shown) - len(trailing)], output):
            raise StaleError("its output changed, and '...' alone does not say what to show; add <!-- show: ... -->")
        return shown
    return [*output, *trailing]


def matches(shown: list[str], output: list[str]) -> bool:
    """Whether shown lines are the output, where a line ``...`` stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == GAP else re.escape(line) + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in output)) is not None


def excerpt(output: list[str], show: str) -> list[str]:
    """Return some lines of an output, with its gaps marked."""
    lines: list[str] = []
    at = 0
    for item in show.split("; "):
        first, last = _stretch(output, item.strip(), at)
        if first > at:
            while lines and not lines[-1]:
                lines.pop()
            lines.append(GAP)
        lines += output[first:last]
        at = last
    while at < len(output) and not output[at]:
        at += 1
    while lines and not lines[-1]:
        lines.pop()
    return [*lines, GAP] if at < len(output) else lines


def _stretch(output: list[str], item: str, at: int) -> tuple[int, int]:
    if match := re.fullmatch(r"(\d+)(?:-(\d+))?", item):
        return int(match[1]) - 1, int(match[2] or match[1])
    if match := re.fullmatch(r"/(.+?)/(?:\+(\d+)|\.\./(.+)/)?", item):
        first = _find(output, match[1], at)
        if match[3]:
            return first, _find(output, match[3], first + 1)
        return first, first + 1 + int(match[2] or 0)
    raise StaleError(f"show: found {item!r}; expected lines, /pattern/+2 or /from/../to/")


def _find(output: list[str], pattern: str, at: int) -> int:
    for number in range(at, len(output)):
        if re.search(pattern, output[number]):
            return number
    text = textwrap.indent("\n".join(output[at:]), "  ")
    raise StaleError(f"show: found no line with /{pattern}/ in\n{text}")
