"""The database of a ledger: one interface over two drivers, and a table of the few places where SQL differs.

SQL is written once, in what SQLite and PostgreSQL both understand, with ``?`` for a value.
"""

from __future__ import annotations

import re
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from itertools import chain, islice
from typing import Any, ClassVar, NamedTuple, Protocol, TypeAlias, TypeVar

from regtrack.errors import StoreError

_CHUNK = 500
"""How many keys one statement looks up."""

Row: TypeAlias = tuple[Any, ...]
T = TypeVar("T")


class RefusedError(Exception):
    """The database refused a row, by a trigger or a constraint."""


class Rows(Protocol):
    """What a statement found."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchone(self) -> Any:
        """Return the next row; None when there is none."""

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Dialect(NamedTuple):
    """Pieces of SQL that differ, to be filled with ``format``.

    Attributes:
        between: that a text lies between two, the last excluded, in the order of code points.
        each: the texts of a list in a JSON object, as a table with the column ``value``.
        member: a text in a JSON object.
        listed: that a text is in a JSON list.
        contains: that a text contains another, whatever the case of Latin letters.
    """

    between: str
    each: str
    member: str
    listed: str
    contains: str


class SearchTerm(NamedTuple):
    """Something that a search asks for.

    Attributes:
        pairs: whether it is written without blanks between words, and looked up by pairs of letters.
        words: in this order, one behind the other.
        begins: whether it is enough that a word begins so.
    """

    pairs: bool
    words: tuple[str, ...]
    begins: bool = False


LETTERS = r"[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
"""Runs of letters that are written without blanks between words; compiled where first a text is looked at."""


def pairs(text: str) -> str:
    """Return every two neighbours in runs of letters without blanks, and the single ones."""
    found: list[str] = []
    for run in () if text.isascii() else re.findall(LETTERS, text):
        found += [run[n : n + 2] for n in range(len(run) - 1)] or [run]
    return " ".join(found)


SearchText: TypeAlias = tuple[bytes, Any, int, int]
"""A text to be indexed: its digest, its indexed form, the entry that contains it, and its place therein."""


class _Nesting(threading.local):
    """State of one thread: how many transactions it is inside of, and whether it reads one snapshot."""

    depth = 0
    snapshot = False


class Database(ABC):
    """Connections to one database, for any number of threads; what a thread does is one transaction or none.

    Attributes:
        location: where it is, for people; never with a password.
        read_only: it can only be read.
        served: by a server, to several machines.
        packs: long bodies are compressed before they are written; a server does so by itself.
        gathered: how many entries are gathered and sorted before they are written: ordered rows keep insertion cheap.
    """

    served: ClassVar[bool]
    packs: ClassVar[bool] = False
    gathered: ClassVar[int] = 10_000
    dialect: ClassVar[Dialect]
    location: str
    read_only: bool

    def __init__(self) -> None:
        self._nesting = _Nesting()

    # --- statements -------------------------------------------------------------------------------------------------

    @abstractmethod
    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Rows:
        """Run a statement."""

    @abstractmethod
    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each of these rows.

        Raises:
            RefusedError: the database refused one of them.
        """

    @abstractmethod
    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """Return the rows of a query one after the other, however many there are."""

    @abstractmethod
    def insert(self, table: str, rows: Sequence[Row], *, ignore: bool = False) -> None:
        """Append rows to a table, or to columns of it; with ``ignore``, those that are not there yet."""

    def aside(self, run: Callable[[], None]) -> None:
        """Write inside this thread's transaction, at the latest before its next statement."""
        run()

    def index(self, texts: Sequence[SearchText]) -> None:
        """Index texts of entries that were not indexed yet, each once however often it occurs."""
        nums = self._index({digest: indexed for digest, indexed, _, _ in texts})
        self.insert("said", sorted([(nums[digest], entry, place) for digest, _, entry, place in texts]))

    def indexed(self, text: str) -> Any:
        """Return what :meth:`_index` takes of a text."""
        return text

    @abstractmethod
    def _index(self, texts: Mapping[bytes, Any]) -> Mapping[bytes, int]:
        """Index texts, by their digests, that were not indexed yet; return the number of each."""

    @abstractmethod
    def matching(self, terms: Sequence[SearchTerm], limit: int) -> Iterable[tuple[int]]:
        """Return the numbers of the texts that have all terms, those first that were indexed last."""

    def lookup(self, sql: str, values: Iterable[Any], before: Sequence[Any] = ()) -> Iterator[Row]:
        """Return the rows of a query in which ``{}`` tests that a column is one of these values, in chunks of them."""
        wanted = sorted(set(values))
        if len(wanted) == 1:
            return iter(self.execute(sql.replace("{}", "= ?"), (*before, *wanted)))
        return chain.from_iterable(
            self.execute(sql.replace("{}", f"IN ({marks(chunk)})"), (*before, *chunk)) for chunk in chunks(wanted)
        )

    def between(self, column: str, low: str, high: str) -> str:
        """Return the test that a text lies between two pieces of SQL, the last excluded, by code points."""
        return self.dialect.between.format(column=column, low=low, high=high)

    @abstractmethod
    def version(self) -> int:
        """Return the number of the last migration; 0 for a database without tables of ours."""

    @abstractmethod
    def migrate(self, version: int) -> int:
        """Bring the tables from one version to a later one, inside a transaction; return that."""

    def count_on(self) -> None:  # noqa: B027
        """Give new rows numbers after those that were written with theirs, where the database does not by itself."""

    def lenient(self) -> AbstractContextManager[None]:
        """Read what is damaged as well as it can be read, inside; a server sees to it that text is text."""
        return nullcontext()

    @abstractmethod
    def broken_pages(self) -> Iterator[str]:
        """Return what the database itself finds damaged."""

    def broken_seals(self) -> Iterator[str]:
        """Return the tables whose rows are not what was written, of those that may change.

        A server has checksums of its pages instead.
        """
        return iter(())

    @abstractmethod
    def close(self) -> None:
        """Let go of all connections."""

    # --- transactions -----------------------------------------------------------------------------------------------

    @abstractmethod
    def lock(self, name: str) -> AbstractContextManager[bool]:
        """Take a lock that one process has at a time, and loses however it ends; False if another has it."""

    def durable(self) -> AbstractContextManager[None]:
        """Have what is committed inside outlast a loss of power, where not every commit does."""
        return nullcontext()

    @abstractmethod
    def _begin(self, *, writing: bool) -> Callable[[], None]:
        """Begin a transaction of this thread; return what gives its connection back."""

    @contextmanager
    def transaction(self, *, dry_run: bool = False) -> Iterator[None]:
        """Commit what is written inside at once, or nothing of it; inside another one, as a part of that."""
        nesting = self._nesting
        if nesting.snapshot:
            raise StoreError(f"{self.location}: found a write inside a snapshot; expected it before or after")
        alone = nesting.depth == 0
        done = self._begin(writing=True) if alone else lambda: None
        if not alone:
            self.execute("SAVEPOINT part")
        nesting.depth += 1
        try:
            try:
                yield
            except BaseException:
                with suppress(StoreError):  # a connection that broke has dropped it already
                    self._drop(alone)
                raise
            if dry_run:
                self._drop(alone)
            elif alone:
                self._commit()
            else:
                self.execute("RELEASE SAVEPOINT part")
        finally:
            nesting.depth -= 1
            done()

    def _drop(self, alone: bool) -> None:
        for statement in ["ROLLBACK"] if alone else ["ROLLBACK TO SAVEPOINT part", "RELEASE SAVEPOINT part"]:
            self.execute(statement)

    def _commit(self) -> None:
        self.execute("COMMIT")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Read one state of the ledger inside, whatever others commit meanwhile; nothing is written inside."""
        if self._nesting.depth or self._nesting.snapshot:
            yield
            return
        done = self._begin(writing=False)
        self._nesting.snapshot = True
        try:
            yield
        finally:
            self._nesting.snapshot = False
            try:
                self.execute("COMMIT")
            except Exception:  # noqa: BLE001  of a damaged file; what was read stands, and nothing was written
                with suppress(Exception):
                    self.execute("ROLLBACK")
            finally:
                done()


def chunks(values: Iterable[T], size: int = _CHUNK) -> Iterator[list[T]]:
    """Split values, or rows while they are read, into chunks of so many; by default of what fits one statement."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk


def marks(values: Sized) -> str:
    """As many question marks as values; for none what equals nothing, as a list in SQL cannot be empty."""
    return ", ".join("?" * len(values)) or "NULL"
