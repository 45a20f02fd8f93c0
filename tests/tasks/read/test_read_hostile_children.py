"""What a child answers when it was taken over, and what it leaves when its parent is killed: nothing that harms."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.errors import Unreadable
from config.places import REPOSITORY
from tasks.ingest.shelf import Shelf
from tasks.read.about import About
from tasks.read.child import png_in, read_apart
from tasks.read.children import Bounds, Children
from tasks.read.document import Cell, Document, Table
from tasks.read.written import document_from_plain, document_to_plain
from tests.tasks.read.test_read_children import ended

BOUNDS = Bounds(memory=2**30, seconds=20, wall=10.0)
ANSWERS = """
import sys
while len(n := sys.stdin.buffer.read(12)) == 12:
    sys.stdin.buffer.read(int.from_bytes(n[:4], "big"))
    text = sys.stdin.buffer.read(int.from_bytes(n[4:], "big"))
    sys.stdout.buffer.write(len(text).to_bytes(8, "big") + text)
    sys.stdout.buffer.flush()
"""
DOCUMENT = Document("ab" * 32, "text", "示例", (Table(((Cell("示例", "row 1"),),), "table 1"),))


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """A server that answers with the body it is given."""
    path = tmp_path / "server.py"
    path.write_text(ANSWERS, encoding="utf-8")
    return path


@pytest.mark.parametrize("said", ['"many"', "null", "1e999", "[]"])
def test_a_child_that_lies_about_its_memory_is_not_used_again(answers: Path, said: str) -> None:
    children = Children(BOUNDS, answers)
    assert children.ask({}, f'{{"resident": {said}}}'.encode(), about="示例.pdf")
    assert not children._idle


def test_an_answer_nested_without_end_is_no_answer(answers: Path) -> None:
    with pytest.raises(Unreadable, match="nothing that can be used"):
        Children(BOUNDS, answers).ask({}, b"[" * 10**6, about="示例.pdf")


@pytest.mark.parametrize("png", ["示例", 5, None, "x"])
def test_a_crop_that_is_none_is_told_in_words(png: object) -> None:
    with pytest.raises(Unreadable, match="nothing that can be used"):
        png_in({"png": png}, "示例.pdf")


@pytest.mark.parametrize(
    "change",
    [
        {"title": 5}, {"unread": [None]}, {"inside": []}, {"attachments": [["x", 5, False]]},
        {"blocks": [{"rows": [[[5, "row 1"]]], "locator": "table 1", "name": ""}]}, {"blocks": [{"p": ["x", None]}]},
    ],
)  # fmt: skip
def test_what_is_no_text_is_not_taken_for_one(change: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        document_from_plain({**document_to_plain(DOCUMENT), **change})


def test_a_name_with_half_a_character_reads_as_any_other() -> None:
    [document] = read_apart("示例名单正文。".encode(), About("ab" * 32, name="\ud800.txt"))
    assert document.blocks


def test_a_signal_without_a_name_is_told_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "server.py"
    path.write_text("import os; os.kill(os.getpid(), 40)", encoding="utf-8")
    with pytest.raises(Unreadable, match="signal 40"):
        Children(BOUNDS, path).ask({}, b"", about="示例.pdf")


@pytest.mark.parametrize("harm", ["deflate", "nested", "a folder", "cut", "text"])
def test_a_damaged_file_on_the_shelf_counts_for_nothing(tmp_path: Path, harm: str) -> None:
    shelf = Shelf(tmp_path)
    shelf.put("ab" * 32, (DOCUMENT,))
    [path] = tmp_path.rglob("*.json.gz")
    whole = path.read_bytes()
    path.unlink()
    if harm == "a folder":
        path.mkdir()
    else:
        harmed = {
            "deflate": whole[:10] + b"\xff" * 60 + whole[70:], "nested": gzip.compress(b"[" * 10**6), "cut": whole[:40],
            "text": gzip.compress(json.dumps({"documents": [["x"]]}).encode()),
        }  # fmt: skip
        path.write_bytes(harmed[harm])
    assert shelf.get("ab" * 32) is None


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_parent_ended_leaves_neither_child_nor_folder(tmp_path: Path, sign: signal.Signals) -> None:
    busy = tmp_path / "busy.py"
    busy.write_text(
        f"import sys; sys.path.insert(0, {str(REPOSITORY)!r})\nfrom tasks.read import jobs, serve\nimport os, subprocess, time\n"
        "def hang(request, body):\n    s = subprocess.Popen(['sleep', '60'])\n"
        "    open(body.decode(), 'w').write(f'{s.pid} {os.getpid()} {os.getcwd()}\\n')\n    s.wait()\n"
        "jobs.JOBS['hang'] = hang\nsys.exit(serve.main(sys.argv[1:]))\n"
    )
    note = tmp_path / "note"
    code = (
        f"import sys; sys.path.insert(0, {str(REPOSITORY)!r})\nfrom pathlib import Path\n"
        "from tasks.read.children import Bounds, Children\nchildren = Children(Bounds(2**30, 20, 60.0), Path(sys.argv[1]))\n"
        "children.ask({'job': 'hang'}, sys.argv[2].encode(), about='x')\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(busy), str(note)], stderr=subprocess.DEVNULL)
    until = time.monotonic() + 10
    while not (note.exists() and note.read_text().endswith("\n")) and time.monotonic() < until:
        time.sleep(0.02)
    grandchild, pid, folder = note.read_text().split()
    os.kill(parent.pid, sign)
    parent.wait(timeout=10)
    assert ended(int(pid)) and ended(int(grandchild)) and not Path(folder).exists()
