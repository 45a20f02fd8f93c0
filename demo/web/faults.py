"""The faults of real sites, as a table: what each does to the shelf, instead of the answer, or to the answer.

A fault is one of three things, each in its own table: a *gate* answers in place of the site, a *shelf* fault changes
what the site shows, a *wrap* changes an answer on its way out. Seen on real sites, by name, up to 2026.
"""

from __future__ import annotations

from demo.web.gates import GATES
from demo.web.shelves import SHELVES
from demo.web.trouble import Fault, Trouble, Where
from demo.web.wraps import LIE, WRAPS, files_elsewhere

__all__ = ["GATES", "LIE", "SHELVES", "WRAPS", "Fault", "Trouble", "Where", "files_elsewhere"]
