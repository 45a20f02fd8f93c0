"""Unified social credit codes and their check digit.

Source: GB 32100-2015, the 31 signs without I, O, Z, S, V, weights 3^i mod 31, the last sign makes the sum 0 mod 31.
"""

from __future__ import annotations

from tasks.recognise.text import normal

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
_VALUE = {sign: at for at, sign in enumerate(SIGNS)}
_WEIGHTS = tuple(pow(3, at, 31) for at in range(LENGTH - 1))


def read_code(printed: str) -> str:
    """Give the code in capitals without blanks; empty where nothing is printed."""
    return normal(printed).replace(" ", "").upper()


def is_code(code: str) -> bool:
    """Tell whether a text is a code whose check sign agrees."""
    if len(code) != LENGTH or any(sign not in _VALUE for sign in code):
        return False
    total = sum(_VALUE[sign] * weight for sign, weight in zip(code[:-1], _WEIGHTS, strict=True))
    return _VALUE[code[-1]] == (31 - total % 31) % 31


def why_wrong(code: str) -> str:
    """Say in words what is wrong with a code that is printed; empty for a right one, and for none."""
    if not code or is_code(code):
        return ""
    if len(code) != LENGTH:
        return f"the credit code {code} has {len(code)} signs of {LENGTH}"
    return f"the credit code {code} fails its check sign"
