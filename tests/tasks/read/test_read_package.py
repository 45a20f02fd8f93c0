"""An archive gives what its members say, in order; what cannot be read is named, and nothing is unpacked without end."""

from __future__ import annotations

import contextlib
import gzip
import io
import shutil
import struct
import tarfile
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import Unreadable
from tasks.read.about import About
from tasks.read.document import Document
from tasks.read.packed.package import read_package
from tasks.read.packed.packed import decode_name, natural, printed_name
from tests.tasks.read.written_files import rar_of, seven_zip_of, zip_of

ABOUT = About("0" * 64, name="附件.zip")
LISTS = {"名单/附件10.txt": "示例十".encode(), "名单/附件2.txt": "示例二".encode()}


def _tar_of(members):
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as package:
        for name, body in members.items():
            one = tarfile.TarInfo(name)
            one.size = len(body)
            package.addfile(one, io.BytesIO(body))
    return stream.getvalue()


def _inner(body, about):
    if body.startswith(b"broken"):
        raise Unreadable(about.label, "it is broken")
    return (
        Document(sha256=about.sha256, media="text", title=body.decode(), blocks=(), inside=about.inside[-1]),
    )


def _read(body):
    return [(document.inside, document.title) for document in read_package(body, ABOUT, _inner)]


@pytest.mark.parametrize(
    "write",
    [zip_of, lambda members: zip_of(members, "gbk"), seven_zip_of, rar_of, _tar_of, lambda members: gzip.compress(_tar_of(members))],
    ids=["zip", "zip with names in GBK", "7z", "rar", "tar", "tar in gz"],
)  # fmt: skip
def test_members_are_read_in_the_order_people_sort_them(write):
    assert _read(write(LISTS)) == [("名单/附件2.txt", "示例二"), ("名单/附件10.txt", "示例十")]


@pytest.mark.needs("unar")
@pytest.mark.parametrize("members", [LISTS, {"附件.zip": zip_of(LISTS)}])
def test_a_compressed_rar_is_unpacked_by_unar_and_no_deeper(members):
    read = read_package(
        rar_of(members, compressed=True), ABOUT, lambda body, about: _inner(body.hex().encode(), about)
    )
    assert {document.title for document in read} == {body.hex() for body in members.values()}


def test_without_unar_a_compressed_rar_says_what_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unreadable, match="unar is not installed: apt-get install unar; then mingdan poll"):
        _read(rar_of(LISTS, compressed=True))
    assert shutil.which("unar") is None


def test_what_systems_leave_behind_counts_for_nothing():
    junk = ["__MACOSX/._名单.txt", "名单/.DS_Store", "Thumbs.db", "名单/desktop.ini", "~$名单.docx"]
    assert _read(zip_of({**dict.fromkeys(junk, b"broken"), "名单.txt": b"x"})) == [("名单.txt", "x")]


def test_a_member_that_cannot_be_read_is_named_and_holds_the_list():
    documents = read_package(zip_of({"一.txt": b"x", "二.doc": b"broken"}), ABOUT, _inner)
    assert [document.unread for document in documents] == [("二.doc: it is broken",)]


def test_a_locked_member_is_named_and_the_others_are_read():
    documents = read_package(rar_of(LISTS, locked=["名单/附件2.txt"]), ABOUT, _inner)
    assert [document.title for document in documents] == ["示例十"]
    assert documents[0].unread == ("名单/附件2.txt: it is locked with a password",)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (zip_of({"一.txt": b"broken", "二.txt": b"broken"}), "一.txt: it is broken; 二.txt: it is broken"),
        (zip_of({str(n): b"broken" for n in range(9)}), "and 4 more"),
        (zip_of({}), "empty"),
        (zip_of({"Thumbs.db": b"x"}), "empty"),
        (seven_zip_of(LISTS, password="x"), "password"),
        (zip_of(LISTS)[:100], "cut off"),
        (rar_of(LISTS)[:40], "broken|empty"),
        (seven_zip_of(LISTS)[:60], "broken"),
        (gzip.compress(b"x" * 999)[:20], "broken"),
    ],
    ids=lambda value: value if isinstance(value, str) else "archive",
)  # fmt: skip
def test_an_archive_of_which_nothing_can_be_read_says_why(body, reason):
    with pytest.raises(Unreadable, match=reason):
        _read(body)


@pytest.mark.parametrize("write", [zip_of, seven_zip_of, lambda members: gzip.compress(members["x"])])
def test_a_bomb_is_stopped_while_it_unpacks(write):
    with pytest.raises(Unreadable, match=r"bomb|200 times"):
        _read(write({"x": bytes(60 * 2**20)}))


def test_a_size_that_lies_does_not_help_a_bomb():
    body = bytearray(zip_of({"x": bytes(60 * 2**20)}))
    entry = body.rfind(b"PK\x01\x02")
    struct.pack_into("<I", body, entry + 24, 10)
    with pytest.raises(Unreadable):
        _read(bytes(body))


def test_more_members_than_may_be_are_said():
    documents = read_package(zip_of({f"{n}.txt": b"x" for n in range(501)}), ABOUT, _inner)
    assert len(documents) == 500 and "more than 500 members" in documents[0].unread[0]


def test_a_name_is_known_by_the_field_beside_it():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        one = zipfile.ZipInfo("list.txt")
        named = "名单.txt".encode()
        one.extra = struct.pack("<HHBI", 0x7075, 5 + len(named), 1, zlib.crc32(b"list.txt")) + named
        package.writestr(one, b"x")
    assert _read(stream.getvalue()) == [("名单.txt", "x")]


@given(st.text(max_size=40))
def test_a_printed_name_leads_nowhere(raw):
    name = printed_name(raw)
    assert name and len(name) <= 200 and not name.startswith("/")
    assert ".." not in name.split("/") and "\x00" not in name and "\n" not in name


@pytest.mark.parametrize(
    "name", ["通知.doc", "联通.txt", "附件1：名单·乙.xlsx", "list.txt", "附件/示例×甲.doc"]
)
@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_a_name_is_known_by_its_bytes(name, charset):
    assert decode_name(name.encode(charset)) == name


def test_names_are_sorted_as_people_do():
    names = ["附件十一.doc", "附件10.doc", "附件2.doc", "附件二.doc", "附件一.doc"]
    assert sorted(names, key=natural) == [
        "附件一.doc",
        "附件2.doc",
        "附件二.doc",
        "附件10.doc",
        "附件十一.doc",
    ]


WRITTEN = [write(LISTS) for write in (zip_of, seven_zip_of, rar_of, _tar_of)]


@settings(max_examples=60)
@given(st.sampled_from(WRITTEN), st.data())
def test_a_spoiled_archive_is_read_or_refused(written, data):
    body = bytearray(written)
    for _ in range(data.draw(st.integers(1, 4))):
        body[8 + data.draw(st.integers(0, 500)) % (len(body) - 8)] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Unreadable):
        read_package(bytes(body), ABOUT, lambda body, about: _inner(body.hex().encode(), about))
