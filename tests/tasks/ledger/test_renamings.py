"""Life lines that a hostile notice could draw."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

from tasks.ledger.namesakes import Node
from tasks.ledger.renamings import Lines, Renaming

DAY = date(2023, 3, 1)


def test_a_row_of_five_thousand_names_is_gone_through_once():
    """Going back from each of them anew would take the better part of a minute."""
    names = [Node(f"示例{number}") for number in range(5_000)]
    told = [Renaming(DAY, one, other) for one, other in pairwise(names)]
    begun = time.process_time()
    lines = Lines(told, lambda *_: False)
    assert {lines.birth(name, DAY) for name in names} == {names[0]}
    assert {lines.birth_before(one) for one in told} == {names[0]}
    assert time.process_time() - begun < 5
