"""Files attached inside a PDF, each read as what it is."""

from __future__ import annotations

from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import PdfiumError

from config.errors import Unreadable
from tasks.read.about import About, ReadInner
from tasks.read.document import Document

MOST_ATTACHED = 50
LARGEST_ATTACHED = 50 * 2**20


@dataclass(slots=True)
class Attached:
    """The documents of the files attached, and those that could not be read."""

    documents: list[Document] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_attached(pdf: pypdfium2.PdfDocument, about: About, read_inner: ReadInner) -> Attached:
    """Read the files attached inside a PDF; nothing for one without.

    Raises:
        NeedsRoom: one of them needs the large child.
    """
    found = Attached()
    count = pdf.count_attachments()
    if count > MOST_ATTACHED:
        found.unread.append(f"{count} files are attached inside, at most {MOST_ATTACHED} are read")
    for number in range(min(count, MOST_ATTACHED)):
        name = f"attachment {number + 1}"
        try:
            attachment = pdf.get_attachment(number)
            name = attachment.get_name() or name
            data = bytes(attachment.get_data())
            if len(data) > LARGEST_ATTACHED:
                raise Unreadable(name, f"it is larger than {LARGEST_ATTACHED >> 20} MB")
            found.documents += read_inner(data, about.member(name))
        except (PdfiumError, Unreadable) as error:
            found.unread.append(f"{name}, attached inside: {error}")
    return found
