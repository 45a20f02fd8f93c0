"""What Word's styles say of a paragraph that has no such property itself: hidden, numbered, centred, its letters' size."""

from __future__ import annotations

from lxml import etree

from tasks.read.office.word_numbers import W

_VAL = W + "val"
_OFF = frozenset(("0", "false", "off", "none"))
_DEEPEST = 12
_USUAL_SIZE = 21


class Styles:
    """The styles of one document by their ids; each takes from the one it is based on what it does not say."""

    def __init__(self, part: etree._Element | None) -> None:
        """Read the part that defines styles; none defines nothing."""
        found = () if part is None else part.iterchildren(W + "style")
        self._styles = {one.get(W + "styleId", ""): one for one in found}
        self.usual = next(
            (
                key for key, one in self._styles.items()
                if one.get(W + "type") == "paragraph" and one.get(W + "default") in ("1", "true", "on")
            ),
            "",
        )  # fmt: skip
        path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz"
        size = None if part is None else part.find(path)
        self._size = _whole(size) or _USUAL_SIZE
        self.lists = {
            key: number.get(_VAL, "")
            for key, one in self._styles.items()
            if one.get(W + "type") == "numbering"
            and (number := one.find(f"{W}pPr/{W}numPr/{W}numId")) is not None
        }
        self.hidden = frozenset(key for key in self._styles if is_on(self._find(key, f"{W}rPr/{W}vanish")))
        styles = [key for key in self._styles if key not in self.lists]
        self.tame = not self.hidden and all(
            self._find(key, f"{W}pPr/{W}numPr/{W}numId") is None for key in styles
        )
        """Whether no style hides or numbers anything."""
        self._numbering: dict[str, tuple[str, int | None]] = {}

    def numbering(self, style: str) -> tuple[str, int | None]:
        """Return the list that a style numbers its paragraphs by and the level, None where it names no level."""
        if style not in self._numbering:
            number = self._find(style, f"{W}pPr/{W}numPr/{W}numId")
            level = self._find(style, f"{W}pPr/{W}numPr/{W}ilvl")
            self._numbering[style] = (
                "" if number is None else number.get(_VAL, ""),
                _whole(level) if level is not None else None,
            )
        return self._numbering[style]

    def size(self, style: str) -> int:
        """Return the size of a style's letters in half points."""
        return _whole(self._find(style, f"{W}rPr/{W}sz")) or self._size

    def centred(self, style: str) -> bool:
        """Say whether a style centres its paragraphs."""
        found = self._find(style, f"{W}pPr/{W}jc")
        return found is not None and found.get(_VAL) == "center"

    def heads(self, style: str) -> bool:
        """Say whether a style is the one for titles, or the first of headings."""
        one = self._styles.get(style)
        name = None if one is None else one.find(W + "name")
        return name is not None and name.get(_VAL, "").lower() in ("title", "标题", "heading 1", "标题 1")

    def _find(self, style: str, path: str) -> etree._Element | None:
        """Return a property of a style or of those it is based on; None where none says it."""
        for _ in range(_DEEPEST):
            one = self._styles.get(style)
            if one is None:
                return None
            found = one.find(path)
            if found is not None:
                return found
            based = one.find(W + "basedOn")
            style = "" if based is None else based.get(_VAL, "")
        return None


def is_on(property_: etree._Element | None) -> bool:
    """Say whether a switch is on: there, and not said to be off."""
    return property_ is not None and property_.get(_VAL) not in _OFF


def _whole(element: etree._Element | None) -> int:
    """Return the number that an element says, 0 where it says none."""
    value = "" if element is None else element.get(_VAL, "")
    return int(value) if value.isdecimal() and len(value) < 7 else 0
