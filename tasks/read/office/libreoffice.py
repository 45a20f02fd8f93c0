"""Old Word documents, WPS, RTF and OpenDocument text: LibreOffice makes a docx of them, which is then read as any other.

LibreOffice runs within the child process that reads bodies, with a profile of its own for each file: no macro is run, no
link is updated, nothing is fetched, and it has bounded time and output.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from config.errors import Unreadable
from tasks.read.about import About, ReadInner
from tasks.read.document import Document
from tasks.read.kind import Kind, find_kind
from tasks.read.office.ole import BrokenFile, CompoundFile
from tasks.read.office.word import read_docx
from tasks.read.packed.package import check_package

MISSING: Final = (
    "LibreOffice is not installed: apt-get install libreoffice-writer-nogui; then mingdan poll reads it again"
)
SECONDS: Final = 90
_MAX_OUTPUT = 256 * 2**20
_START_AGAIN = 81
_ESCAPED = re.compile(rb"\\[\\{}]")
_ENDINGS = {Kind.OLD_WORD: "doc", Kind.RICH_TEXT: "rtf", Kind.OPEN_TEXT: "odt", Kind.WORD_XML: "xml"}
_ITEM = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisablePythonRuntime", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Writer/Content/Update", "Field", "false"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    + "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    + "</oor:items>"
)


def read_office(body: bytes, about: About, read_inner: ReadInner) -> tuple[Document, ...]:
    """Read a doc, wps, rtf, odt or Word XML file, then the pictures and files in it.

    Raises:
        Unreadable: LibreOffice is not installed, could not open it, or took more than 90 seconds; or as ``read_word``.
        NeedsRoom: this is the small child.
    """
    if find_program() is None:
        raise Unreadable(about.label, MISSING)
    kind = find_kind(body)
    _check_whole(body, kind, about.label)
    about.need_room()
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as folder:
        made = _convert(body, kind, Path(folder), about.label)
    return read_docx(made, about, read_inner, media="doc", read_by="LibreOffice")


def _check_whole(body: bytes, kind: Kind, label: str) -> None:
    """Refuse a file that is cut off: LibreOffice would show what is left of it and say nothing."""
    if kind not in _ENDINGS:
        raise Unreadable(label, f"{kind.value}: not one that LibreOffice is to read")
    if kind is Kind.OPEN_TEXT:
        check_package(body, about=label)
    elif kind is Kind.RICH_TEXT:
        _check_rich_text(body.rstrip(b"\x00\r\n\t \x1a"), label)
    elif kind is Kind.OLD_WORD:
        try:
            file = CompoundFile(body)
            for name in file.streams:
                file.read(name)
        except (BrokenFile, struct.error) as error:
            raise Unreadable(label, f"the file is broken: {error}") from error


def _check_rich_text(body: bytes, label: str) -> None:
    """Refuse RTF that is cut off or damaged, as far as its own form tells; binary data is of no form."""
    if not body.endswith(b"}"):
        raise Unreadable(label, "the file is cut off: it does not end as RTF does")
    if b"\\bin" in body:
        return
    if b"\x00" in body:
        raise Unreadable(label, "the file is damaged: zeroes stand within its text")
    if not body.isascii():
        return  # half of a character may look like a brace
    bare = _ESCAPED.sub(b"", body)
    if bare.count(b"{") > bare.count(b"}"):
        raise Unreadable(label, "the file is damaged: a group in it never ends")


def find_program() -> str | None:
    """Return LibreOffice's own program, None where it is not installed.

    The one behind ``soffice`` is called where it can be found: it is a single process, which ends when it is ended.
    """
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        return None
    inner = Path(found).resolve().with_name("soffice.bin")
    return str(inner) if inner.is_file() else found


def _convert(body: bytes, kind: Kind, folder: Path, label: str) -> bytes:
    """Return the docx that LibreOffice makes of a body."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    source = folder / f"document.{_ENDINGS[kind]}"
    source.write_bytes(body)
    complaint = _run(folder, source, label)
    made = folder / "made" / "document.docx"
    if not made.is_file() or made.stat().st_size == 0:
        raise Unreadable(label, f"LibreOffice could not open it{': ' if complaint else ''}{complaint}")
    if made.stat().st_size >= _MAX_OUTPUT:
        raise Unreadable(label, f"LibreOffice made more than {_MAX_OUTPUT >> 20} MB of it")
    return made.read_bytes()


def _run(folder: Path, source: Path, label: str) -> str:
    """Have LibreOffice convert one file into ``made``; return its last words."""
    command = [
        str(find_program()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--nologo", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made"), str(source),
    ]  # fmt: skip
    nowhere = "http://127.0.0.1:9"
    environment = {
        "PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8",
        "http_proxy": nowhere, "https_proxy": nowhere, "SAL_USE_VCLPLUGIN": "svp",
    }  # fmt: skip
    for _ in range(2):  # the first start in a new profile may only make it, and ask to be started again
        try:
            done = subprocess.run(  # noqa: S603 -- a program of the system, no shell
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False, env=environment,
                cwd=folder, preexec_fn=_bound_output,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise Unreadable(label, f"LibreOffice took more than {SECONDS} seconds") from error
        except OSError as error:
            raise Unreadable(label, f"LibreOffice could not be started: {error}") from error
        if done.returncode != _START_AGAIN:
            break
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    ended = f"it was ended by signal {-done.returncode}" if done.returncode < 0 else ""
    return ended or (lines[-1][:200].replace(str(folder), "") if lines else "")


def _bound_output() -> None:
    """Bound what the program may write to one file; a bound that the child already has can only be lowered."""
    _, given = resource.getrlimit(resource.RLIMIT_FSIZE)
    most = _MAX_OUTPUT if given == resource.RLIM_INFINITY else min(given, _MAX_OUTPUT)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
