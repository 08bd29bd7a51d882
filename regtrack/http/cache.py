"""What was fetched, kept on disk so that the next request can be conditional.

One file an address: a line of JSON (validators, hash) and the body after it. A file is written aside and moved into
place, and its hash is checked on reading, so that a torn file is a miss and never an answer.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from regtrack.http.terms import Fetched


class DiskCache:
    """Answers by address, in a folder. Several processes may share it; a fault of the disk is a miss, not an error."""

    def __init__(self, folder: Path | str, *, max_bytes: int = 512 * 2**20) -> None:
        self.folder = Path(folder)
        self.max_bytes = max_bytes
        self._grown = False

    def load(self, url: str) -> Fetched | None:
        """Return the cached response for an address, or None."""
        try:
            with self._path(url).open("rb") as file:
                about = json.loads(file.readline())
                body = file.read()
                os.utime(file.fileno())  # used now: trim() drops what was not used for longest
            if about["url"] != url or about["sha256"] != hashlib.sha256(body).hexdigest():
                return None
            return Fetched(str(about["final"]), body, {str(k): str(v) for k, v in about["headers"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def save(self, url: str, answer: Fetched) -> None:
        """Keep an answer, unless the server gave nothing to ask about it later."""
        if not answer.known.conditions:
            return self.remove(url)
        digest = hashlib.sha256(answer.body).hexdigest()
        about = {"url": url, "final": answer.url, "headers": dict(answer.headers), "sha256": digest}
        path = self._path(url)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(json.dumps(about).encode() + b"\n" + answer.body)
                Path(aside).replace(path)
                self._grown = True
            except BaseException:
                with suppress(OSError):
                    Path(aside).unlink()
                raise
        return None

    def remove(self, url: str) -> None:
        """Forget an address."""
        with suppress(OSError):
            self._path(url).unlink()

    def trim(self) -> None:
        """Drop what was not used for longest until the rest fits in ``max_bytes``; nothing, if nothing was added."""
        if not self._grown:
            return
        with suppress(OSError):
            files = []
            for path in self.folder.glob("??/*"):
                with suppress(OSError):  # another process may have dropped it
                    files.append((path.stat().st_mtime, path.stat().st_size, path))
            excess = sum(size for _, size, _ in files) - self.max_bytes
            for _, size, path in sorted(files):
                if excess <= 0:
                    break
                with suppress(OSError):
                    path.unlink()
                excess -= size

    def _path(self, url: str) -> Path:
        name = hashlib.sha256(url.encode()).hexdigest()
        return self.folder / name[:2] / name[2:]
