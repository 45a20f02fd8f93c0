"""The zip of XML parts that a docx or xlsx is: its parts by name and how they refer to each other; nothing is fetched.

Source: ECMA-376 part 2, Open Packaging Conventions.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from config.errors import Unreadable
from tasks.read.packed.package import check_package

MAX_PART = 64 * 2**20
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/spreadsheetml/main": b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing": b"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the last word of the relation's type, and a part's name, or an address outside."""

    kind: str
    target: str
    outside: bool = False


class Parts:
    """The parts of one package."""

    def __init__(self, body: bytes, label: str) -> None:
        """Look at the outside of the package; ``label`` is what messages call it.

        Raises:
            Unreadable: it is broken, locked, or would unpack to too much.
        """
        check_package(body, about=label)
        self.label = label
        self._zip = zipfile.ZipFile(io.BytesIO(body))
        self._names = {_plain(name).lower(): name for name in self._zip.namelist()}

    def __contains__(self, name: str) -> bool:
        """Say whether there is such a part."""
        return _plain(name).lower() in self._names

    def read(self, name: str) -> bytes:
        """Return a part.

        Raises:
            Unreadable: there is no such part, it is broken or larger than 64 MB.
        """
        try:
            with self._zip.open(self._names[_plain(name).lower()]) as stream:
                content = stream.read(MAX_PART + 1)
        except KeyError as error:
            raise Unreadable(self.label, f"its part {name} is missing") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise Unreadable(self.label, f"its part {name} is broken: {error}") from error
        if len(content) > MAX_PART:
            raise Unreadable(self.label, f"its part {name} is larger than {MAX_PART >> 20} MB")
        return content

    def xml(self, name: str) -> etree._Element:
        """Return a part's root element, the names of strict documents turned into the usual ones.

        Raises:
            Unreadable: as ``read``; it is no XML, nested beyond 256, or declares entities of its own.
        """
        return parse_xml(self.read(name), f"{self.label}: {name}")

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part refers to, by the id it uses; ``""`` is the package itself. Empty where it says nothing.

        Raises:
            Unreadable: the part that lists them is broken.
        """
        folder, file = posixpath.split(_plain(name))
        where = posixpath.join(folder, "_rels", f"{file}.rels")
        if where not in self:
            return {}
        return {
            one.get("Id", ""): _relation(folder, one)
            for one in self.xml(where).iterchildren("{*}Relationship")
        }

    def main(self, otherwise: str) -> str:
        """Return the name of the main part, ``otherwise`` where the package does not say."""
        found = (one for one in self.relations("").values() if one.kind == "officeDocument")
        return next((one.target for one in found if one.target in self), otherwise)


def parse_xml(content: bytes, label: str) -> etree._Element:
    """Parse XML from outside: no entities, no network, nothing deeper than 256 or longer than 10 MB in one text.

    Raises:
        Unreadable: it is no such XML.
    """
    if _STRICT in content[:4096]:
        for strict, usual in _TRANSITIONAL.items():
            content = content.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(label, f"its XML is broken: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(label, "its XML declares entities of its own")
    return root


def _plain(name: str) -> str:
    """Return a part's name without what writers vary: a leading stroke, backslashes."""
    return name.replace("\\", "/").lstrip("/")


def _relation(folder: str, one: etree._Element) -> Relation:
    """Return what one line of a list of relations says, told by a part in ``folder``."""
    kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
    if one.get("TargetMode") == "External":
        return Relation(kind, target, outside=True)
    target = unquote(target.replace("\\", "/"))
    return Relation(kind, posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/"))
