"""Messages in the reader's language: plain text, escaped for every channel. Pure.

The words are in ``render_zh.py`` and ``render_en.py``; both write from the same letter, so neither says more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tasks.tell import render_en, render_zh, sources_en, sources_zh
from tasks.tell.letter import Letter, Message, write_letter
from tasks.tell.news import ChangeNews, Note

Language = Literal["zh", "en"]
_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class Words:
    """What a language must be able to say."""

    title: Callable[[Letter], str]
    lines: Callable[[Letter], list[str]]
    note: Callable[[Note], tuple[str, list[str]]]
    sources: Callable[[Sequence[Note]], tuple[str, list[str]]]
    test: Callable[[str, str], tuple[str, list[str]]]


LANGUAGES: Mapping[Language, Words] = {
    "zh": Words(
        render_zh.write_title, render_zh.write_lines, render_zh.write_note, sources_zh.write_sources,
        render_zh.write_test,
    ),
    "en": Words(
        render_en.write_title, render_en.write_lines, render_en.write_note, sources_en.write_sources,
        render_en.write_test,
    ),
}  # fmt: skip


def render_changes(news: Sequence[ChangeNews], *, key: str, language: Language) -> Message:
    """Return one message about the changes that one announcement brings to one target.

    Args:
        news: At least one change.
        key: The message id; becomes the idempotency key.
        language: The reader's.
    """
    words, letter = LANGUAGES[language], write_letter(key, news)
    return _message(key, words.title(letter), words.lines(letter))


def render_note(note: Note, *, key: str, language: Language) -> Message:
    """Return the message about what is no change."""
    return _message(key, *LANGUAGES[language].note(note))


def render_sources(notes: Sequence[Note], *, key: str, language: Language) -> Message:
    """Return the one message about several sources of one run.

    Args:
        notes: At least one, each about a source.
        key: The message id; becomes the idempotency key.
        language: The reader's.
    """
    return _message(key, *LANGUAGES[language].sources(notes))


def render_test(title: str, channel: str, *, key: str, language: Language) -> Message:
    """Return the message that only shows that deliveries arrive.

    Args:
        title: The subscription's title.
        channel: The target as it may be shown.
        key: A key of its own each time, so that no receiver takes a second test for a repeat.
        language: The reader's.
    """
    return _message(key, *LANGUAGES[language].test(title, channel))


def _message(key: str, title: str, lines: Sequence[str]) -> Message:
    """Put lines together; a title stays one line a subject or a chat can show."""
    short = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
    return Message(key, short, "\n".join(lines))
