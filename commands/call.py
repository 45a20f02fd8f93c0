"""One call of the command line: its options, the places it works on, its clock, and the published file it reads."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from config.clock import Clock, china_day, find_clock
from config.errors import QueryError, StoreError
from config.places import Places, find_places

if TYPE_CHECKING:
    from warehouse.published import Answer, Published

QUERIES = Path(__file__).parent / "queries"


class Call:
    """What a command is given. Opens nothing until asked."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.places: Places = find_places(getattr(options, "home", None), getattr(options, "config", None))
        self.clock: Clock = find_clock(getattr(options, "now", None))

    @property
    def today(self) -> date:
        """Give China's date by the call's clock."""
        return china_day(self.clock())

    @cached_property
    def published(self) -> Published:
        """Give the published file; it is opened when first asked."""
        from warehouse.published import Published  # loads duckdb, which help and misuse need not wait for

        return Published(self.places.snapshot)

    def ask(self, *queries: str, **params: object) -> Answer:
        """Ask the published file a question of ``commands/queries``.

        Args:
            queries: stems of the files that make up the statement, in order.
            params: what is bound to the statement's ``$names``; exactly those it has. Lists are bound as JSON text.

        Raises:
            StoreError: nothing is published yet, or the file cannot be read.
        """
        text = "\n".join((QUERIES / f"{query}.sql").read_text(encoding="utf-8") for query in queries)
        bound = {name: json.dumps(v) if isinstance(v, list | tuple) else v for name, v in params.items()}
        try:
            return self.published.rows(text, bound)
        except QueryError as error:
            if not self.published.is_of_before:
                raise
            said = f"{self.places.snapshot} was published by an earlier mingdan, and lacks what is asked"
            raise StoreError(f"{said}\n  mingdan poll publishes it anew; nothing is lost.") from error

    def records(self, *queries: str, **params: object) -> list[dict[str, object]]:
        """Ask as ``ask`` does; give each row by its columns' names."""
        answer = self.ask(*queries, **params)
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

    @cached_property
    def titles(self) -> dict[str, str]:
        """Give the title of each programme by its id."""
        return {str(programme_id): str(title) for programme_id, title in self.ask("programme_titles").rows}

    def title(self, programme_id: object, cohort: object = None) -> str:
        """Name a programme, with its cohort where given; one that is not known keeps its id, none is empty."""
        if programme_id is None:
            return ""
        title = self.titles.get(str(programme_id), str(programme_id))
        return f"{title} {cohort}" if cohort else title


def say(lines: Iterable[str]) -> None:
    """Write lines to stdout."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def complain(lines: Iterable[str]) -> None:
    """Write lines to stderr, each under the program's name."""
    sys.stderr.writelines(f"mingdan: {line}\n" for line in lines)
