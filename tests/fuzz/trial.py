"""One trial of one target: what is wrong with how it took an input, if anything."""

from __future__ import annotations

import re
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import attrs

import regtrack
from tests.fuzz.mutate import Mutator, mutated

_OURS = Path(regtrack.__file__).parent
"""The package: the checkout that it lies in may have its name."""

LIMIT = 2.0
"""Seconds of processor time that one input may take."""
_HANGS = 30.0
CRASHES = Path(__file__).parent / "crashes"
"""What was found, by target; each is tried again by ``make test``."""


@attrs.frozen
class Target:
    """A way that bytes take.

    Attributes:
        name: names it, and its folder of stored inputs.
        take: raises for what must not happen; errors that are meant for users are judged inside.
        mutate: makes another input of one.
        seeds: good inputs.
    """

    name: str
    take: Callable[[bytes], object]
    mutate: Mutator
    seeds: tuple[bytes, ...]

    def input(self, number: int) -> bytes:
        """Return the input of a number, the same on every machine."""
        chance = Random(f"{self.name} {number}")
        return mutated(chance.choice(self.seeds), chance, self.mutate)

    def stored(self) -> list[Path]:
        """What was found before."""
        return sorted((CRASHES / self.name).glob("*"))

    def keep(self, data: bytes, wrong: str) -> Path:
        """Store an input that went wrong, under the name of what it did."""
        kind = "".join(each if each.isalnum() else "-" for each in wrong.split(" | ")[0])[:120].strip("-")
        path = CRASHES / self.name / kind
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path


class HangsError(BaseException):
    """It takes too long to wait for."""


def trial(target: Target, data: bytes) -> str | None:
    """Return what is wrong with how a target takes an input: the error and where it was raised; None if nothing is."""
    began = time.process_time()
    try:
        with _watched():
            target.take(data)
    except HangsError as error:
        return f"hangs {_place(error)}"
    except Exception as error:  # noqa: BLE001  whatever comes is the find
        return f"{type(error).__name__} {_place(error)} {_gist(error)} | {str(error)[:600]}"
    took = time.process_time() - began
    return f"slow | {took:.1f} s for {len(data)} bytes" if took > LIMIT else None


def _place(error: BaseException) -> str:
    """The last line of ours that the error came through."""
    frames = [each for each in traceback.extract_tb(error.__traceback__) if Path(each.filename).is_relative_to(_OURS)]
    return f"{Path(frames[-1].filename).name}:{frames[-1].name}" if frames else "tests"


def _gist(error: BaseException) -> str:
    """The words of an error without what was found, so that the same fault has the same name."""
    line = next(iter(str(error).splitlines()), "")
    return " ".join(re.findall(r"[a-z]{3,}", re.sub(r"['\"].*?['\"]|\S*/\S*|\d+", "", line)))[-80:]


@contextmanager
def _watched() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise HangsError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _HANGS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def shrunk(target: Target, data: bytes, wrong: str, seconds: float = 6.0) -> bytes:
    """Return a smaller input that goes wrong in the same way: pieces are left out while it does."""
    kind, size, end = wrong.split(" | ")[0], len(data) // 2, time.monotonic() + seconds
    while size and time.monotonic() < end:
        at = 0
        while at < len(data) and time.monotonic() < end:
            without = data[:at] + data[at + size :]
            if ((found := trial(target, without)) or "").split(" | ")[0] == kind:
                data, wrong = without, found or wrong
            else:
                at += size
        size //= 2
    return data
