"""A number as a workbook prints it: 1 as 001, 0.5 as 50%, 45000 as 45,000.00; by the format of its cell.

Source: ECMA-376 part 1, 18.8.31 numFmts.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_USUAL = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00"}  # fmt: skip
_ASIDE = re.compile(r"\[(?![<>=])[^\]]*\]|_.|\*.")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|([^0-9#?.,%;@"\\A-Za-z\[\]])')
_CORE = re.compile(r"([#?,]*[0#?,]*)(?:\.([0#?]+))?(%?)")
_PLAIN = re.compile(r"[#?0]")


def code_of(number: int, own: dict[int, str]) -> str:
    """Return the format of a number, empty where a cell of it prints its value as it is; ``own`` are the workbook's own."""
    code = own.get(number, _USUAL.get(number, ""))
    section = _ASIDE.sub("", code.partition(";")[0]).strip()
    return (
        "" if section in ("", "General", "@") or _PLAIN.fullmatch(section) or _is_date(section) else section
    )


def _is_date(section: str) -> bool:
    """Say whether a format prints days or times."""
    return bool(re.search(r"[ymdhsYMDHS年月日时分秒]", _LITERAL.sub(lambda found: found[3] or "", section)))


def printed(value: float, code: str) -> str | None:
    """Return a number as ``code`` prints it; None for a format that is not known, and for a negative number."""
    before, core, behind = _parts(code)
    found = _CORE.fullmatch(core)
    if value < 0 or not core or found is None or found[1].endswith(","):
        return None
    exact = Decimal(repr(value)) * (100 if found[3] else 1)
    decimals = found[2] or ""
    rounded = exact.quantize(Decimal(1).scaleb(-len(decimals)), rounding=ROUND_HALF_UP)
    whole, _, rest = f"{rounded:f}".partition(".")
    whole = whole.rjust(found[1].count("0"), "0") if whole != "0" or "0" in found[1] else ""
    whole = f"{int(whole):,}" if "," in found[1] and whole else whole
    fewest = len(decimals.rstrip("#?"))
    while len(rest) > fewest and rest.endswith("0"):
        rest = rest[:-1]
    return before + whole + ("." + rest if rest else "") + found[3] + behind


def _parts(code: str) -> tuple[str, str, str]:
    """Return what a format prints before the number, the digits' own form, and what it prints behind."""
    pieces: list[tuple[bool, str]] = []
    at = 0
    while at < len(code):
        found = _LITERAL.match(code, at)
        pieces.append(
            (found is None, next((group for group in found.groups() if group), "") if found else code[at])
        )
        at = found.end() if found else at + 1
    digits = [number for number, (is_digit, _) in enumerate(pieces) if is_digit]
    if not digits:
        return "", "", ""
    core = "".join(text if own else "\0" for own, text in pieces[digits[0] : digits[-1] + 1])
    return (
        "".join(text for _, text in pieces[: digits[0]]),
        core,
        "".join(text for _, text in pieces[digits[-1] + 1 :]),
    )
