"""The frame of an OFD file: its documents, their pages in order, templates, resources and attached files.

Source: GB/T 33190-2016, sections 7 (OFD.xml, Document.xml, pages, resources) and 20 (attachments).
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from lxml import etree

from config.errors import Unreadable
from tasks.read.office.opc import Parts

MOST_RESOURCES = 20_000
_A4 = "0 0 210 297"


@dataclass(frozen=True, slots=True)
class Template:
    """A page's fixed part, kept once for many pages; ``over`` tells that it is drawn over the page's own content."""

    place: str
    over: bool


@dataclass(slots=True)
class OfdDocument:
    """One document of the file: where its pages' contents stand, and what they refer to by id.

    ``pictures`` gives a picture's part, ``composites`` a composite unit's content.
    """

    parts: Parts
    pages: list[str]
    area: str = _A4
    templates: dict[str, Template] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    composites: dict[str, etree._Element] = field(default_factory=dict)
    attachments: str = ""

    def attached(self) -> list[tuple[str, str]]:
        """Return the files attached: the name of each and where it stands; empty without any.

        Raises:
            Unreadable: the part that lists them is missing or broken.
        """
        if not self.attachments:
            return []
        root = self.parts.xml(self.attachments)
        places = [(one.get("Name") or "", one.findtext("{*}FileLoc")) for one in root.iter("{*}Attachment")]
        named = [(name, beside(self.attachments, place)) for name, place in places if place]
        return [(name or posixpath.basename(place), place) for name, place in named]

    def take_resources(self, place: str) -> None:
        """Add what a resource file names; one that is missing or broken adds nothing, as its uses will say."""
        if place not in self.parts:
            return
        root = self.parts.xml(place)
        base = beside(place, root.get("BaseLoc") or ".")
        for one in root.iter("{*}MultiMedia"):
            file = one.findtext("{*}MediaFile")
            if file and len(self.pictures) < MOST_RESOURCES:
                self.pictures[one.get("ID", "")] = _joined(base, file)
        for one in root.iter("{*}CompositeGraphicUnit"):
            content = one.find("{*}Content")
            if content is not None and len(self.composites) < MOST_RESOURCES:
                self.composites[one.get("ID", "")] = content


def open_documents(parts: Parts) -> list[OfdDocument]:
    """Return the documents that the file's root names, in order; at least one.

    Raises:
        Unreadable: the root or a document is missing or broken, or there is none.
    """
    root = parts.xml("OFD.xml")
    places = [text.strip() for body in root.iter("{*}DocBody") if (text := body.findtext("{*}DocRoot"))]
    if not places:
        raise Unreadable(parts.label, "the OFD file names no document")
    return [_open(parts, _joined("", place)) for place in places]


def _open(parts: Parts, place: str) -> OfdDocument:
    """Return one document."""
    root = parts.xml(place)
    common = root.find("{*}CommonData")
    pages = [one.get("BaseLoc", "") for one in root.iterfind("{*}Pages/{*}Page")]
    found = OfdDocument(parts, [beside(place, page) for page in pages if page])
    attachments = root.findtext("{*}Attachments")
    found.attachments = beside(place, attachments) if attachments else ""
    if common is not None:
        found.area = common.findtext("{*}PageArea/{*}PhysicalBox") or _A4
        for one in common.iterchildren("{*}TemplatePage"):
            over = one.get("ZOrder", "Background") == "Foreground"
            found.templates[one.get("ID", "")] = Template(beside(place, one.get("BaseLoc", "")), over)
        for kind in ("{*}PublicRes", "{*}DocumentRes"):
            for resource in common.iterchildren(kind):
                found.take_resources(beside(place, resource.text or ""))
    return found


def beside(part: str, place: str) -> str:
    """Return where a place told in a part stands: from the root with a leading stroke, else beside the part."""
    return _joined(posixpath.dirname(part), place)


def _joined(folder: str, place: str) -> str:
    """Return a place within the package; one that leads out of it ends at its root."""
    place = place.strip().replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, place)).lstrip("/")
