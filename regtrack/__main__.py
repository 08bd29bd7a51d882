"""The program: ``regtrack``, and ``python -m regtrack``."""

from __future__ import annotations

import gc

_MANY = 100_000
"""How many new objects start a search for cycles; a command ends before there is much to find."""


def main() -> None:
    """Run the command line; imports make many objects and no garbage, so that the search for it waits for them."""
    gc.set_threshold(_MANY)
    from regtrack.cli import main

    main()


if __name__ == "__main__":
    main()
