"""Where the bundled data is: ``templates/``, ``feeds/`` and the schemas.

They stay at the top level of the project and in ``docs/schemas/``, for people to find and edit. A wheel carries them
inside the package, so an installed copy looks there first.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent
SITE = "https://regtrack.github.io/regtrack"
"""Where the documentation is published, the schemas with it (docs/decisions/0029-doors-and-releases.md)."""


def bundled(name: str) -> Path:
    """Return the folder of that name: inside an installed package, else at the top level of a checkout."""
    inside = _PACKAGE / "_bundled" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def schemas() -> dict[str, Any]:
    """Return the published JSON Schemas by name; a wheel has all of them in one file."""
    packed = _PACKAGE / "_bundled" / "schemas.json"
    if packed.is_file():
        return dict(json.loads(packed.read_text("utf-8")))
    files = sorted(bundled("docs/schemas").glob("*.schema.json"))
    return {path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8")) for path in files}


def schema_address(name: str) -> str:
    """Return the address of a schema, which is its ``$id``, and what the first line of a TOML file names."""
    return f"{SITE}/schemas/{name}.schema.json"


def timelines() -> list[Path]:
    """Return the main files of the curated timelines."""
    return sorted((bundled("feeds") / "timelines").glob("*.toml"))


def timeline_bytes(main: Path) -> bytes:
    """Return all that a curated timeline says: its main file, then its parts, in the folder of its name."""
    return b"".join(path.read_bytes() for path in (main, *sorted(main.with_suffix("").glob("*.toml"))))


@lru_cache(maxsize=4)
def register_table(name: str) -> dict[str, Any]:
    """Return a table about the Federal Register, such as ``agencies``: a file of its folder in ``feeds/``."""
    import tomllib

    return tomllib.loads((bundled("feeds") / "federal-register" / f"{name}.toml").read_text("utf-8"))


def agency_names() -> dict[str, str]:
    """Return the short name of each agency by its Register slug: ``industry-and-security-bureau`` is ``bis``."""
    return register_table("agencies")
