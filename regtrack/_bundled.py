"""Where the bundled data is: ``templates/`` and ``feeds/``.

They stay at the top level of the project, for people to find and edit. A wheel carries them inside the package, so an
installed copy looks there first.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """Return the folder of that name: inside an installed package, else at the top level of a checkout."""
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def timelines() -> list[Path]:
    """Return the main files of the curated timelines."""
    return sorted((bundled("feeds") / "timelines").glob("*.toml"))


def timeline_bytes(main: Path) -> bytes:
    """Return all that a curated timeline says: its main file, then its parts, in the folder of its name."""
    return b"".join(path.read_bytes() for path in (main, *sorted(main.with_suffix("").glob("*.toml"))))


@lru_cache(maxsize=1)
def agency_names() -> dict[str, str]:
    """Return the short name of each agency by its Register slug: ``industry-and-security-bureau`` is ``bis``."""
    import tomllib

    names: dict[str, str] = tomllib.loads((bundled("feeds") / "federal-register" / "agencies.toml").read_text("utf-8"))
    return names
