"""A command line that cannot be meant as written."""

from __future__ import annotations

from difflib import get_close_matches

from config.errors import MingdanError


class Misuse(MingdanError):
    """Bad usage; prevents a mistyped option from being taken for another question. Ends with status 2."""


def meant(word: str, words: list[str]) -> str:
    """Give a closing sentence that guesses what was meant, empty where nothing is near."""
    near = get_close_matches(word, words, n=1, cutoff=0.5)
    return f'  Did you mean "{near[0]}"?' if near else ""
