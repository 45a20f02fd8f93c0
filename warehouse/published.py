"""Reading the published file, for the commands and for anybody's own SQL: read-only, shut off from the machine.

It is opened by ``attach`` to an empty database in memory: DuckDB keeps one instance per path within a process, and a
process that runs on would be handed the old file again after a swap. Nothing here imports more than DuckDB.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from config.errors import QueryError, StoreError
from warehouse.statements import MIGRATIONS, scripts_in
from warehouse.values import column_names, column_types, fetch_rows

# After this nothing of the machine can be read, written or fetched, and no setting can be turned back.
SHUT = """
set timezone = 'UTC';
set enable_external_access = false;
set python_enable_replacements = false;
set autoload_known_extensions = false;
set autoinstall_known_extensions = false;
set lock_configuration = true;
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question brought: names and DuckDB types of the columns, and all rows (times in UTC, arrays as tuples)."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[object, ...]]


class Published:
    """The published file as it was when this was made; later swaps do not disturb it.

    It may be closed, or used in a ``with`` block; it holds no lock that anybody waits for.
    """

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            StoreError: there is none yet, or it cannot be read.
        """
        self.path = path
        if not path.is_file():
            raise StoreError(
                f"nothing is published yet: there is no {path}\n  Run mingdan poll or mingdan demo first."
            )
        self._connection = _open(path)

    def rows(self, sql: str, params: Mapping[str, object] | Sequence[object] = ()) -> Answer:
        """Ask a question; of several statements the last one answers.

        Args:
            sql: DuckDB's SQL, a person's own too.
            params: bound to ``$name`` or ``?``; empty for none.

        Returns:
            The answer; without columns where the SQL holds no statement.

        Raises:
            QueryError: DuckDB refuses the SQL; its message says where and why.
        """
        try:
            self._connection.execute(sql, dict(params) if isinstance(params, Mapping) else list(params))
            if self._connection.description is None:
                return Answer((), (), [])
            columns, types = column_names(self._connection), column_types(self._connection)
            return Answer(columns, types, fetch_rows(self._connection))
        except duckdb.Error as fault:
            raise QueryError(str(fault)) from fault

    @property
    def is_of_before(self) -> bool:
        """Whether an earlier version published it, whose views lack what this one asks for."""
        try:
            ((known,),) = self.rows("select schema_version from about").rows
        except (QueryError, ValueError):
            return True
        return int(str(known)) < len(scripts_in(MIGRATIONS))

    def close(self) -> None:
        """Let go of the file; a second call does nothing."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    # Without a folder to spill to there is no place on disk that a person's SQL could write to.
    quoted = str(path).replace("'", "''")
    with ExitStack() as stack:
        try:
            connection = duckdb.connect(":memory:", config={"temp_directory": ""})
            stack.callback(connection.close)
            connection.execute(f"attach '{quoted}' as mingdan (read_only); use mingdan;")
            connection.execute(SHUT)
        except duckdb.Error as fault:
            raise StoreError(
                f"cannot read {path}: {fault}\n  Publish it anew: run mingdan poll, or mingdan doctor to see what is wrong."
            ) from fault
        stack.pop_all()
    return connection
