"""The folder of evidence may be a person's own: only what an earlier look left there is taken away."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.evidence.marked import Exhibit
from tasks.evidence.write import write_evidence


@pytest.mark.parametrize("name", ["01-holiday.png", "12-示例.png", "notes.png", "01-page-1.jpg"])
def test_a_picture_of_somebody_else_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    write_evidence(tmp_path, "示例", (), (), 0)
    assert (tmp_path / name).exists()


@pytest.mark.parametrize("where", ["page 2 table 1 row 5", "sheet 1!B7", "p[14]", "../../etc/示例", "page 3"])
def test_a_picture_of_an_earlier_look_goes(tmp_path: Path, where: str) -> None:
    seen = write_evidence(tmp_path, "示例", (), (Exhibit(("示例",), where, picture=b"x"),), 0)
    [one] = seen.exhibits
    assert one.picture is not None and one.picture.parent == tmp_path and one.picture.exists()
    write_evidence(tmp_path, "示例", (), (), 0)
    assert not one.picture.exists()
