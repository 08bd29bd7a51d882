"""A PostgreSQL server for the tests: made in a temporary folder on a free port, and removed with it.

    python -m tests.store.postgres.server COMMAND ...          runs a command with such a server
    python -m tests.store.postgres.server --if-there COMMAND   the same; without PostgreSQL, says so and runs it anyway

The command finds its address in ``REGTRACK_POSTGRES``. A server refuses to run as root, so that root runs it as the
user that Debian's package makes, else as ``nobody``.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

NAMED = "REGTRACK_POSTGRES"
NEEDED = ("initdb", "postgres", "pg_isready")
OPTIONS = {
    "fsync": "off",  # what these tests end is a process, and never the machine
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "600",
    "shared_buffers": "256MB",
    "max_wal_size": "4GB",
    "timezone": "UTC",
}


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, or None."""
    found = shutil.which("postgres")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
    return next((each for each in folders if all((each / name).exists() for name in NEEDED)), None)


class Server:
    """A server with a database of its own.

    Args:
        bin: folder of PostgreSQL's programs.
        followed: another server, which this one follows.
    """

    def __init__(self, bin: Path, followed: "Server | None" = None) -> None:
        self._bin = bin
        self.folder = Path(tempfile.mkdtemp(prefix="regtrack-postgres-"))
        self._who = _ordinary_user()
        if self._who:
            os.chown(self.folder, self._who["user"], self._who["group"])
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"postgresql://regtrack@127.0.0.1:{self.port}/postgres"
        try:
            if followed is None:
                self._run("initdb", "-D", "data", "-U", "regtrack", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
            else:
                self._run("pg_basebackup", "-D", "data", "-R", "-c", "fast", "-d", followed.address)
            self.start()
        except BaseException:
            shutil.rmtree(self.folder)
            raise

    def _run(self, program: str, *arguments: str, check: bool = True) -> int:
        command = [str(self._bin / program), *arguments]
        return subprocess.run(command, cwd=self.folder, capture_output=True, check=check, **self._who).returncode

    def start(self) -> None:
        options = [word for name, value in OPTIONS.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("a") as log:
            self._process = subprocess.Popen(
                [str(self._bin / "postgres"), "-D", "data", "-p", str(self.port), "-k", str(self.folder), *options],
                cwd=self.folder, stdout=log, stderr=log, start_new_session=True, **self._who,
            )  # fmt: skip
        for _ in range(600):
            if self._run("pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port), check=False) == 0:
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"no server: {(self.folder / 'log').read_text()[-2000:]}")

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """SIGINT: connections are cut and what was committed is written; SIGQUIT: as if it had crashed."""
        self._process.send_signal(how)
        self._process.wait(60)

    def remove(self) -> None:
        if self._process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder)


def _ordinary_user() -> dict[str, Any]:
    """How to start a process as an ordinary user, if this one is root."""
    if os.getuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    who = names.get("postgres") or names["nobody"]
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def main(arguments: list[str]) -> int:
    if_there = arguments[:1] == ["--if-there"]
    command = arguments[1:] if if_there else arguments
    bin = programs()
    if bin is None:
        print("PostgreSQL is not here (Debian: apt install postgresql); expected initdb and postgres in the path")
        if not if_there:
            return 1
        print("Its tests are skipped.", flush=True)
        return subprocess.call(command)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # no server is left behind
    server = Server(bin)
    try:
        return subprocess.call(command, env={**os.environ, NAMED: server.address})
    finally:
        server.remove()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
