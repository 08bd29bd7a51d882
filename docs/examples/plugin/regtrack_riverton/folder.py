"""Digests as files in a folder, whose path is in ``$DIGESTS``: ``to = { channel = "folder", env = "DIGESTS" }``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from regtrack.digest.channels.kinds import TextKind
from regtrack.digest.model import Delivery, Message, SendOutcome


class Folder:
    """Writes each message into a file of its own."""

    def send(self, messages: Iterable[Message], *, before: Callable[[Message], bool]) -> Iterator[Delivery]:
        for message in messages:
            try:
                folder = Path(message.to)
                usable = message.to != "" and folder.is_dir()
            except (OSError, ValueError):
                usable = False
            if not usable:
                yield Delivery(message.row, SendOutcome.REFUSED, "the address is no folder")
            elif before(message):
                yield self._write(folder / f"{message.id}.txt", message)

    def _write(self, path: Path, message: Message) -> Delivery:
        try:
            path.write_bytes(message.payload)
        except OSError as error:
            return Delivery(message.row, SendOutcome.FAILED, f"the file cannot be written: {error.strerror}")
        return Delivery(message.row, SendOutcome.SENT, "written")


FOLDER = TextKind("folder", Folder)
