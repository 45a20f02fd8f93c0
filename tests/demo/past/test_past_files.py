"""Each file that is kept holds the rows of its list, as the readers of the house read it: none is stale."""

from __future__ import annotations

from hashlib import sha256

import pytest

from demo.past import PastBroken
from demo.past.data import FilePlan
from demo.past.load import _attached
from tasks.read.about import About
from tasks.read.child import read_apart
from tasks.read.document import Document
from tests.demo.make_files import FOLDER, kept_files, shown_rows

PLANS = {plan.file: plan for plan in kept_files()}
READ_BY = {"png": "OCR", "pdf": "PDF text"}


def read(name: str) -> Document:
    body = (FOLDER / name).read_bytes()
    [document] = read_apart(body, About(sha256(body).hexdigest(), name=PLANS[name].name))
    return document


@pytest.mark.slow  # one of them is a picture, which OCR reads
@pytest.mark.parametrize("name", PLANS)
def test_a_kept_file_holds_the_rows_of_its_list_and_nothing_doubtful(name):
    document = read(name)
    header, *rows = shown_rows(PLANS[name])
    cells = [cell for table in document.tables for row in table.rows for cell in row]
    found = [[cell.text for cell in row] for table in document.tables for row in table.rows]
    assert found[0] == header and [row for row in found if row != header] == rows
    assert document.title == PLANS[name].heading[-1] and document.read_by == READ_BY[name[-3:]]
    assert not document.unread and not [cell for cell in cells if cell.doubt]


def test_the_pdf_goes_over_two_pages_and_loses_its_row_between_them():
    first, second = (list(table.rows) for table in read("sd-cluster-2025.pdf").tables)
    assert (first[-1][0].text, second[1][0].text) == ("16", "18")
    assert first[-1][0].locator.startswith("page 1 ") and second[1][0].locator.startswith("page 2 ")


def test_the_kept_files_are_those_planned_and_small():
    kept = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert kept.keys() == PLANS.keys() and max(kept.values()) < 300_000


def test_a_file_that_is_not_kept_is_told(past):
    plan = FilePlan(name="示例.pdf", heading=(), list="cluster-2025", columns={}, file="nowhere.pdf")
    with pytest.raises(PastBroken, match=r"shili\.yaml: there is no demo/past/files/nowhere\.pdf"):
        _attached("shili", plan, past.lists)
