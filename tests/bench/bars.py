"""Every bar of the benchmarks: the most a figure may be, or the least; where nothing else is said, seconds.

The files beside this one measure; ``run.py`` prints each figure with its bar.
"""

from __future__ import annotations

from types import MappingProxyType

# --- commands and questions ---------------------------------------------------------------------------------------
PROCESS_TIMES = 2.0  # `regtrack since` as a process, times the imports that it cannot do without
FIRST_OPEN = 1.0
SINCE_TIMES = 1.5  # in a large ledger, times the same in a small one
SINCE_TIMES_SQL = 5.0  # times the bare SQL of the same rows
SNAPSHOT = 8.0  # of 100,000 instruments; fewer take as much less
SNAPSHOT_MEMORY = 1.5e9  # bytes
APPENDED_A_SECOND = 25_000
SERVED_MS = 250.0  # of the slowest hundredth of mixed questions

# --- answers as files ---------------------------------------------------------------------------------------------
REPORT = MappingProxyType(  # of CPU, for 5,001 changes. A calendar goes through all that was ever known
    {"html": 1.0, "text": 0.3, "md": 1.0, "json": 1.0, "jsonl": 1.0, "csv": 1.0, "ics": 1.0, "atom": 1.0}
)
ANOTHER_DAY = 0.1  # until a page answers for it
PAINT = MappingProxyType({300: (0.3, 350), 5_000: (1.5, 5_000)})  # events of a page: until its first words, its kB

# --- sources ------------------------------------------------------------------------------------------------------
REGISTER_A_SECOND = 2_000  # documents of the Register to events
FEEDS_TIMES = 5.0  # as fast as reader
FEEDS_TIMES_READ = 1.5  # the same when claims are read
LIST_DIFFERENCE = 2.0  # of two lists of 26,000 entries

# --- digests ------------------------------------------------------------------------------------------------------
DIGESTS_MADE = 10.0
MESSAGES_A_SECOND = 200  # over loopback, each recorded before and after

# --- texts of rules -----------------------------------------------------------------------------------------------
REDLINE_MS = (60, 120)  # of a version and the next, and of two that are far apart
VERSIONS_IN_10_MB = 109
SECTION_MS, PART_MS, SEARCH_MS = 5, 25, 5  # as of a day, with the fold
TEXT_PROCESS = 0.15  # more than `regtrack state`
