"""``regtrack watch``."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from regtrack.cli import completing
from regtrack.cli import options as opt
from regtrack.cli.digest import config
from regtrack.config import find, open_configured, read
from regtrack.digest import showing
from regtrack.errors import RegtrackError, StoreError
from regtrack.plugins import in_words
from regtrack.report import sync
from regtrack.store.file import file_of

if TYPE_CHECKING:
    from pathlib import Path

    from regtrack.tracker import Tracker

_CHECK = 60
"""Seconds between two looks at who is due."""
_LONGEST = 3600
_GRACE = 4.0
"""Seconds that what is being done has to end when it is to stop."""


@click.command("watch")
@click.argument("feeds", nargs=-1, metavar="[FEED]...", shell_complete=completing.feeds)
@click.option(
    "--every", type=click.IntRange(1), default=60, show_default=True, help="Minutes between two readings of the feeds."
)
@click.option("--no-sync", is_flag=True, help="Send digests only.")
@click.option("--once", is_flag=True, help="Read and send once, then exit.")
@opt.accepted_clock
@config
def command(
    feeds: tuple[str, ...], every: int, no_sync: bool, once: bool, accept_clock: bool, **where: Any
) -> int:  # fmt: skip
    """Read the feeds and send digests that are due, in the foreground, until it is stopped.

    Failures are reported on standard error and the rest goes on; after repeated failures it waits longer, an hour at
    most. Settings that have changed apply from the next round; if they have faults, the former ones stay in use.
    SIGTERM or SIGINT ends it within 5 seconds, a second one at once; what was recorded and sent by then is kept. Meant
    for machines with neither cron nor systemd.
    """
    settings = find(where["config"])
    with opt.announced(where["store"]):
        tracker = opt.closed_after(open_configured(settings, store=where["store"]))
    location = tracker.status().totals.location
    opt.warn_of_wider(location)
    file = file_of(location)
    rounds = _Rounds(tracker, feeds, None if no_sync else every * 60, settings, accept_clock=accept_clock)
    if once:
        return 0 if rounds.run() else 1
    with suppress(_Stopped):
        rounds.listen()
        while file_of(location) == file:
            rounds.run()
            rounds.rest()
        raise StoreError(
            f"{location}: removed or replaced while `watch` was running; expected the same file. Start `watch` again"
        )
    tracker.close()
    click.echo("stopped", err=True)
    sys.stdout.flush()
    os._exit(0)  # without waiting for servers that other threads still listen to


class _Stopped(BaseException):
    """A signal to stop has come; no error, so that nothing takes it for one."""


def _end(signals: socket.socket) -> None:
    """End the process a while after a first signal, and at once after a second, whatever the main thread waits for.

    That thread notices only when back from the database, which may wait for another process. The ledger survives.
    """
    signals.recv(1)
    signals.settimeout(_GRACE)
    with suppress(TimeoutError):
        signals.recv(1)
        os._exit(130)
    os._exit(0)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


class _Rounds:
    """Rounds of reading feeds and of sending digests.

    Args:
        tracker: the ledger.
        feeds: ids of the feeds to read; none for all that are due.
        every: seconds from one reading to the next; None reads no feeds.
        settings: the file that says who receives what, and how.
        accept_clock: the clock is right as it stands when the first round begins.
    """

    def __init__(
        self, tracker: Tracker, feeds: tuple[str, ...], every: int | None, settings: Path, *, accept_clock: bool = False
    ) -> None:  # fmt: skip
        self._tracker, self._feeds, self._every, self._accept_clock = tracker, feeds, every, accept_clock
        self._settings, self._content, self._outgoing = settings, _content(settings), tracker.digests
        self._stopped, self._sending = threading.Event(), False
        self._next_sync = self._next_digests = 0.0
        self._failed = {"sync": 0, "digests": 0}

    def listen(self) -> None:
        """Stop when SIGTERM or SIGINT comes."""
        for name in ("SIGINT", "SIGTERM"):
            signal.signal(getattr(signal, name), self._stop)
        here, self._signals = socket.socketpair()
        self._signals.setblocking(False)
        signal.set_wakeup_fd(self._signals.fileno(), warn_on_full_buffer=False)
        threading.Thread(target=_end, args=(here,), daemon=True).start()

    def _stop(self, *_: object) -> None:
        again = self._stopped.is_set()
        self._stopped.set()
        if not (again or self._sending):  # a message on its way is not broken off, lest it be sent twice
            raise _Stopped  # once: after that the process is ending, and another thread hears a second signal

    def rest(self) -> None:
        """Wait until something is to be done."""
        due = self._next_digests if self._every is None else min(self._next_sync, self._next_digests)
        self._stopped.wait(max(due - time.monotonic(), 0))
        if self._stopped.is_set():
            raise _Stopped

    def run(self) -> bool:
        """Read feeds if it is time to, then send what is due; return whether all went well."""
        whole = True
        if self._every is not None and time.monotonic() >= self._next_sync:
            whole = self._guarded("sync", self._sync)
            self._next_sync = self._pause("sync", self._every)
            self._next_digests = 0.0  # now that servers have confirmed the clock, and there may be news
        if time.monotonic() >= self._next_digests:
            self._sending = True
            try:
                whole = self._guarded("digests", self._digests) and whole
            finally:
                self._sending = False
            self._next_digests = self._pause("digests", _CHECK)
        return whole

    def _pause(self, name: str, seconds: int) -> float:
        """Return when to do something again: later for each time in a row that it could not be done."""
        times = self._failed[name]
        if times:
            seconds = max(seconds, min(seconds * 2**times, _LONGEST))
            click.echo(f"regtrack: {name}: failed {times} in a row; again in {seconds // 60} minutes", err=True)
        return time.monotonic() + seconds

    def _guarded(self, name: str, work: Callable[[], bool]) -> bool:
        try:
            whole = work()
        except Exception as error:  # noqa: BLE001  whatever one round raises, the next may go well
            click.echo(f"regtrack: {name}: {in_words(error)}", err=True)
            self._failed[name] = min(self._failed[name] + 1, 20)
            return False
        self._failed[name] = 0
        return whole

    def _sync(self) -> bool:
        report = self._tracker.sync(*self._feeds, accept_clock=self._accept_clock)
        sys.stdout.write(sync.to_text(report))
        sys.stdout.flush()
        return report.whole

    def _reread(self) -> None:
        """Take over settings that have changed; say why not, if they have faults."""
        content = _content(self._settings)
        if content == self._content:
            return
        self._content = content
        try:
            self._outgoing = self._outgoing.set_by(read(self._settings).digests)
        except RegtrackError as error:
            found, *more = str(error).splitlines()
            others = f" (and {len(more)} more)" if more else ""
            click.echo(f"regtrack: {found}{others}; the former settings stay in use", err=True)

    def _digests(self) -> bool:
        self._reread()
        report = self._outgoing.run(due=True, accept_clock=self._accept_clock)
        self._accept_clock = False
        if any(each.title or each.problem for each in report.made) or report.sent:
            sys.stdout.write(showing.run_text(report))
            sys.stdout.flush()
        return report.whole
