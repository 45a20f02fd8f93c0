"""Normal forms of names: what makes two printed names the same name, and nothing more.

有限公司 and 有限责任公司 stay different, and so do names with and without a region prefix: whether they mean one
subject is a question for a person, not for a normal form.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_BRACKETS = str.maketrans("【〔[﹝〈《{】〕]﹞〉》}", "(((((((" + ")))))))")
_DASHES = re.compile(r"[-‐‑‒–—―－]+")


def name_key(name: str) -> str:
    """Return the normal form two prints of one name share.

    Width, blanks, invisible characters, the kind of bracket and of dash, and letter case are levelled; every
    character that can tell two enterprises apart is kept.
    """
    text = _INVISIBLE.sub("", _fold(_fold(unicodedata.normalize("NFD", name))))
    text = _DASHES.sub("-", text.translate(_BRACKETS)).replace("・", "·").replace("•", "·")
    return unicodedata.normalize("NFKC", text)


def _fold(text: str) -> str:
    """Level width and case; done twice it is stable (Unicode standard, 3.13, default caseless matching)."""
    return unicodedata.normalize("NFKC", text.casefold())
