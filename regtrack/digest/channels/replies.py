"""What a mail server says: taken from the wire within bounds, and what can be read in it."""

from __future__ import annotations

import re
import smtplib
import time

import attrs

_LONGEST_REPLY = 64 * 1024
_MOST_LINES = 1_000
_LONGEST_TEXT = 300
_WAIT = re.compile(
    r"\b(?:in|after|for|within)\s+(?:(\d+):)?(\d+)(?::(\d\d)|\s*(s|m|h)(?:ec(?:ond)?s?|in(?:ute)?s?|(?:ou)?rs?)?)\b",
    re.IGNORECASE,
)
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_LONGEST_WAIT = 24 * 3600


@attrs.frozen
class Reply:
    """A server's answer.

    Attributes:
        code: three digits; the first says all: 2 done, 3 go on, 4 not now, 5 never. -1 for words without a code.
        text: its words in one line, of bounded length, without control characters.
    """

    code: int
    text: str

    @classmethod
    def read(cls, code: int, text: bytes | str) -> Reply:
        """Build a reply from what smtplib returns."""
        return cls(code, words(text))

    def __str__(self) -> str:
        return f"{self.code} {self.text}".rstrip() if self.code >= 0 else repr(self.text)

    @property
    def kind(self) -> int:
        """The first digit."""
        return self.code // 100

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait, when the words name a time: "try again in 5 minutes", "in 00:04:59"."""
        match = _WAIT.search(self.text)
        if match is None:
            return None
        first, second, third, unit = match.groups()
        if unit:
            seconds = int(second) * _SECONDS[unit.lower()] if first is None else None
        else:
            seconds = int(first or 0) * 3600 + int(second) * 60 + int(third)
        return float(seconds) if seconds is not None and seconds <= _LONGEST_WAIT else None


class Replies(smtplib.SMTP):
    """smtplib with answers that are bounded in time and size."""

    unread = b""

    def getreply(self, within: float | None = None) -> tuple[int, bytes]:
        """Read the next reply, which must be complete within that many seconds; raise OSError."""
        within = self.timeout if within is None else within
        deadline = time.monotonic() + within
        lines: list[bytes] = []
        try:
            while True:
                line = self._line(deadline, within)
                code = int(line[:3]) if line[:3].isdigit() else -1
                lines.append((line[4:] if code >= 0 else line).strip())
                if code == -1 or line[3:4] != b"-":
                    return code, b"\n".join(lines)
                if sum(map(len, lines)) > _LONGEST_REPLY or len(lines) > _MOST_LINES:
                    raise smtplib.SMTPServerDisconnected("an answer without end")
        except OSError:
            self.close()
            raise
        finally:
            if self.sock is not None:
                self.sock.settimeout(self.timeout)

    def _line(self, deadline: float, within: float) -> bytes:
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("it was closed before")
        while b"\n" not in self.unread:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"no answer within {within:g} s")
            self.sock.settimeout(left)
            try:
                data = self.sock.recv(8192)
            except TimeoutError:
                raise TimeoutError(f"no answer within {within:g} s") from None
            if not data:
                raise smtplib.SMTPServerDisconnected("the server closed it")
            self.unread += data
            if len(self.unread) > _LONGEST_REPLY:
                raise smtplib.SMTPServerDisconnected("an answer without end")
        line, _, self.unread = self.unread.partition(b"\n")
        return line


class RepliesOverTls(Replies, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


def words(reply: bytes | str) -> str:
    """Return a reply's text on one line of bounded length, without control characters."""
    text = reply if isinstance(reply, str) else reply.decode("utf-8", "replace")
    text = " ".join(text.split())
    if not text.isprintable():
        text = "".join(each if each.isprintable() else "?" for each in text)
    return text[:_LONGEST_TEXT]
