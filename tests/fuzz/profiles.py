"""How Hypothesis draws: the same on every run for `make test`, and something new on every run for `make fuzz`."""

from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis.database import DirectoryBasedExampleDatabase, ReadOnlyDatabase
from hypothesis.internal.conjecture import providers

FOUND = Path(__file__).parent / "found"
"""What `make fuzz` found, for `make test` to try again; see CONTRIBUTING.md."""


class Cases(DirectoryBasedExampleDatabase):
    """A folder that keeps each failing case, shrunk; also once it no longer fails."""

    def save(self, key: bytes, value: bytes) -> None:
        if not _is_scratch(key):
            super().save(key, value)

    def delete(self, key: bytes, value: bytes) -> None:
        """Keep a case that passes again: it has to pass from now on."""

    def move(self, src: bytes, dest: bytes, value: bytes) -> None:
        """Drop what has been shrunk further."""
        super().delete(src, value)
        self.save(dest, value)


def _is_scratch(key: bytes) -> bool:
    """Whether Hypothesis keeps under this key what only helps it to search on."""
    return key.endswith((b".secondary", b".pareto"))


def register() -> None:
    """Make the profiles known, and load that of `make test`.

    Time decides nothing: no deadline for an example, and no check of how long drawing takes.
    """
    timeless = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=False)
    same = settings(timeless, derandomize=True, max_examples=50)
    settings.register_profile("same", same, database=ReadOnlyDatabase(DirectoryBasedExampleDatabase(FOUND)))
    settings.register_profile("fuzz", timeless, database=Cases(FOUND))
    settings.load_profile("same")


def draw_no_constants_of_loaded_modules() -> None:
    """Make what is drawn independent of which modules are loaded, and so of which tests ran before.

    Hypothesis draws constants that it reads in the code loaded so far, and has no setting for that. Fuzzing keeps it.
    """
    if hasattr(providers, "_get_local_constants"):
        providers._get_local_constants = lambda: providers._local_constants
