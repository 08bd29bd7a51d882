"""Where the bundled data is: ``templates/`` and ``feeds/``.

They stay at the top level of the project, for people to find and edit. A wheel carries them inside the package, so an
installed copy looks there first.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The folder of that name: inside an installed package, else at the top level of a checkout."""
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def timelines() -> list[Path]:
    """Return the files of the curated timelines."""
    return sorted((bundled("feeds") / "timelines").glob("*.toml"))


def digest(data: bytes) -> str:
    """SHA-256 as hexadecimal text, without loading OpenSSL for it, which would take 3 ms of every start."""
    for own in ("_sha2", "_sha256"):  # Python's own, from 3.12 on and in 3.11; it may be built without
        try:
            return str(import_module(own).sha256(data).hexdigest())
        except (ImportError, AttributeError):
            continue
    import hashlib

    return hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=1)
def agency_names() -> dict[str, str]:
    """Short name of each agency by its name in the Federal Register: ``industry-and-security-bureau`` is ``bis``."""
    import tomllib

    names: dict[str, str] = tomllib.loads((bundled("feeds") / "federal-register" / "agencies.toml").read_text("utf-8"))
    return names
