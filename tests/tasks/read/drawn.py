"""Pages drawn as pictures for tests and measures: tables and paragraphs in a font, then what scanning does to them.

``draw_page`` gives a clean picture; the functions below it spoil it (noise, skew, seal, watermark, JPEG). All is
reproducible: the same arguments give the same pixels. Needs the two Chinese fonts of packages.txt (``has_fonts``).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONTS = {
    "zenhei": (Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"), 0),
    "uming": (Path("/usr/share/fonts/truetype/arphic/uming.ttc"), 0),
}
WHITE = (255, 255, 255)


def has_fonts() -> bool:
    """Say whether the fonts to draw with are installed."""
    return all(path.exists() for path, _ in FONTS.values())


@dataclass(frozen=True, slots=True)
class Look:
    """How a page looks: font, its size in points, dots an inch, ruled or not, and the header row's colours.

    ``padding`` is the room between text and rule in parts of the font size; ``widths`` are shares of the text
    width, one a column (by the longest text where empty); ``portrait`` pages are A4 wide, others A4 long.
    """

    font: Literal["zenhei", "uming"] = "zenhei"
    points: float = 10.5
    dpi: int = 150
    ruled: bool = True
    header: Literal["plain", "faint", "white on dark"] = "plain"
    padding: float = 0.4
    widths: tuple[float, ...] = ()
    portrait: bool = True

    @property
    def pixels(self) -> int:
        """The font size in pixels."""
        return max(6, round(self.points * self.dpi / 72))

    @property
    def page_width(self) -> int:
        """The width of the sheet in pixels."""
        return round((8.27 if self.portrait else 11.69) * self.dpi)

    def letters(self, scale: float = 1.0) -> ImageFont.FreeTypeFont:
        """Return the font, larger by ``scale`` for a title."""
        path, index = FONTS[self.font]
        size, engine = (
            round(self.pixels * scale),
            ImageFont.Layout.BASIC,
        )  # the other one needs a library of the system
        return ImageFont.truetype(str(path), size, index=index, layout_engine=engine)


def draw_page(
    rows: Sequence[Sequence[str]],
    *,
    title: str = "",
    paragraphs: Sequence[str] = (),
    look: Look = Look(),
    height: int = 0,
) -> Image.Image:
    """Draw a title, paragraphs and one table (its first row the header) on white; as long as it must be.

    ``height`` is the least height in pixels. No rows draw no table.
    """
    margin = look.page_width // 12
    page = Image.new("RGB", (look.page_width, max(height, _length(rows, paragraphs, look))), WHITE)
    pen = ImageDraw.Draw(page)
    y = margin
    if title:
        for line in _wrap(title, look.letters(1.5), look.page_width - 2 * margin):
            width = look.letters(1.5).getlength(line)
            pen.text(((look.page_width - width) / 2, y), line, "black", look.letters(1.5))
            y += round(look.pixels * 2.1)
        y += look.pixels // 2
    for text in paragraphs:
        for line in _wrap("　　" + text, look.letters(), look.page_width - 2 * margin):
            pen.text((margin, y), line, "black", look.letters())
            y += round(look.pixels * 1.6)
    if rows:
        y = _draw_table(pen, rows, look, (margin, y + look.pixels // 2))
    return page.crop((0, 0, page.width, max(height, y + margin)))


def _length(rows: Sequence[Sequence[str]], paragraphs: Sequence[str], look: Look) -> int:
    """Return a height that surely holds everything."""
    signs = sum(len(cell) for row in rows for cell in row) + sum(map(len, paragraphs))
    wide = max(1, look.page_width // look.pixels)
    lines = 3 * len(rows) + 4 * len(paragraphs) + 20 + 6 * signs // wide
    return min(lines * 2 * look.pixels + look.page_width, 60_000)


def _draw_table(
    pen: ImageDraw.ImageDraw, rows: Sequence[Sequence[str]], look: Look, corner: tuple[int, int]
) -> int:
    """Draw the rows below ``corner``; return where they end."""
    font, gap = look.letters(), max(2, round(look.pixels * look.padding))
    left, y = corner
    edges = _edges(rows, look, left)
    line = max(1, look.dpi // 120)
    for number, row in enumerate(rows):
        wrapped = [_wrap(text, font, edges[i + 1] - edges[i] - 2 * gap - line) for i, text in enumerate(row)]
        step = round(look.pixels * 1.25)
        high = max(len(lines) for lines in wrapped) * step + 2 * gap
        ink, paper = _colours(look, number)
        if paper:
            pen.rectangle((left, y, edges[-1], y + high), fill=paper)
        for i, lines in enumerate(wrapped):
            top = y + (high - len(lines) * step) / 2 + (step - look.pixels) / 2
            for k, text in enumerate(lines):
                pen.text((edges[i] + gap + line, top + k * step), text, ink, font)
        if look.ruled:
            for edge in edges:
                pen.line((edge, y, edge, y + high), "black", line)
            for level in (y, y + high):
                pen.line((left, level, edges[-1], level), "black", line)
        y += high
    return y


def _colours(look: Look, number: int) -> tuple[str, str]:
    """Return the ink and the paper (empty: none) of a row."""
    if number or look.header == "plain":
        return "black", ""
    return ("#888888", "") if look.header == "faint" else ("white", "#1f4e79")


def _edges(rows: Sequence[Sequence[str]], look: Look, left: int) -> list[int]:
    """Return the columns' edges: by ``look.widths``, else by the longest text, never past the right margin."""
    room = look.page_width - 2 * left
    if look.widths:
        shares = [share / sum(look.widths) * room for share in look.widths]
    else:
        font = look.letters()
        gap = 2 * max(2, round(look.pixels * look.padding)) + 4
        needs = [max(font.getlength(row[i]) for row in rows) + gap for i in range(len(rows[0]))]
        fair = room / len(needs)
        spare = room - sum(min(need, fair) for need in needs)
        over = sum(max(0.0, need - fair) for need in needs)
        shares = [min(n, fair) + (spare * max(0.0, n - fair) / over if over else 0) for n in needs]
        shares = [
            min(share, need) if over <= spare else share for share, need in zip(shares, needs, strict=True)
        ]
    edges = [float(left)]
    for share in shares:
        edges.append(edges[-1] + share)
    return [round(edge) for edge in edges]


def _wrap(text: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    """Break a text into lines that fit."""
    lines, line = [], ""
    for sign in text:
        if line and font.getlength(line + sign) > room:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]


def add_noise(page: Image.Image, *, spread: float = 18, seed: int = 1) -> Image.Image:
    """Add grain and grey specks, as a bad copier does; ``spread`` in grey levels."""
    chance = np.random.default_rng(seed)
    grain = chance.normal(0, spread, (page.height, page.width))
    pixels = np.asarray(page, np.float32) + grain[..., None]
    specks = chance.random(pixels.shape[:2]) < 0.0008
    pixels[specks] = chance.integers(0, 160)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def turn(page: Image.Image, degrees: float) -> Image.Image:
    """Turn counter-clockwise on white paper that grows to hold all of it."""
    return page.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=WHITE)


def add_seal(page: Image.Image, *, centre: tuple[float, float] = (0.72, 0.5), seed: int = 2) -> Image.Image:
    """Stamp a red round seal with a star; ``centre`` in shares of the page."""
    out = page.convert("RGB")
    radius = round(page.width * 0.12)
    x, y = round(centre[0] * page.width), round(centre[1] * page.height)
    layer = Image.new("RGB", page.size, WHITE)
    pen = ImageDraw.Draw(layer)
    red = (214, 40 + seed, 40)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=red, width=max(3, radius // 12))
    star = [
        (x + radius * 0.45 * np.sin(k * 2 * np.pi * 2 / 5), y - radius * 0.45 * np.cos(k * 2 * np.pi * 2 / 5))
        for k in range(5)
    ]
    pen.polygon(star, fill=red)
    font = Look(points=max(8, radius / 5), dpi=72).letters()
    pen.text((x - radius * 0.7, y + radius * 0.5), "示例省工业厅", red, font)
    return Image.fromarray(np.minimum(np.asarray(out), np.asarray(layer)))


def add_watermark(page: Image.Image, text: str = "示例网站 仅供参考", *, grey: int = 205) -> Image.Image:
    """Write a slanting grey text all over, behind the ink."""
    layer = Image.new("RGB", (page.width * 2, page.height * 2), WHITE)
    pen = ImageDraw.Draw(layer)
    font = Look(points=page.width / 22, dpi=72).letters()
    for y in range(0, layer.height, page.width // 4):
        for x in range(0, layer.width, page.width // 2):
            pen.text((x, y), text, (grey, grey, grey), font)
    layer = layer.rotate(28, fillcolor=WHITE).crop(
        (page.width // 2, page.height // 2, page.width // 2 + page.width, page.height // 2 + page.height)
    )
    return Image.fromarray(np.minimum(np.asarray(page), np.asarray(layer)))


def as_bytes(page: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """Return the picture as a file: PNG, JPEG (``quality=30``), TIFF, GIF, BMP, PDF."""
    stream = io.BytesIO()
    page.save(stream, kind, **options)
    return stream.getvalue()


def through_jpeg(page: Image.Image, quality: int = 30) -> Image.Image:
    """Save and open again as JPEG."""
    return Image.open(io.BytesIO(as_bytes(page, "JPEG", quality=quality))).convert("RGB")
