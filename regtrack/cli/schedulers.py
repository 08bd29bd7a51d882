"""Lines for cron and units for systemd, which run digests when they are due."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path


def program() -> list[str]:
    """How this program is called, wherever from."""
    found = shutil.which("regtrack")
    return [found] if found else [sys.executable, "-m", "regtrack"]


def cron(commands: Sequence[Sequence[str]], minutes: int) -> str:
    """A line for ``crontab -e``; a command runs whatever became of the one before it.

    A percent sign ends a command there unless it is escaped.
    """
    words = " ; ".join(" ".join(map(shlex.quote, command)) for command in commands).replace("%", "\\%")
    return f"*/{minutes} * * * * {words}\n"


def systemd(commands: Sequence[Sequence[str]], minutes: int) -> str:
    """A service and its timer, for ``~/.config/systemd/user/``; a command runs whatever became of the one before it."""
    lines = [f"{' '.join(map(_quoted, command))}" for command in commands]
    runs = "\n".join([*(f"ExecStart=-{line}" for line in lines[:-1]), f"ExecStart={lines[-1]}"])
    return f"""\
# ~/.config/systemd/user/regtrack-digest.service
[Unit]
Description=Digests of regulation that are due
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
{runs}

# ~/.config/systemd/user/regtrack-digest.timer
[Unit]
Description=Digests of regulation, every {minutes} minutes

[Timer]
OnCalendar=*:0/{minutes}
Persistent=true

[Install]
WantedBy=timers.target

# Then: systemctl --user daemon-reload && systemctl --user enable --now regtrack-digest.timer
# To run while you are not logged in: loginctl enable-linger
"""


def _quoted(word: str) -> str:
    plain = word.replace("%", "%%").replace("$", "$$")
    if plain and not set(plain) & set(" \t\"'\\;"):
        return plain
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def absolute(path: str | Path) -> str:
    """A path that does not depend on where the program is started."""
    return str(Path(path).absolute())
