"""Asking a person what a page does not tell, and whether to write; where nobody can be asked, saying what is missing."""

from __future__ import annotations

import sys
from typing import get_args

from commands.misuse import Misuse, meant
from commands.sources_drafting import Drafted, check_id
from commands.text import neutralise
from config.models import Source
from config.regions import load_regions
from tasks.discover.about import level_of, propose_id

_LEVELS = get_args(Source.model_fields["level"].annotation)
_FIELDS = ("region", "level", "publisher", "title", "id")
_QUESTIONS = {
    "region": "region (山东, 山东省济南市; 全国 for the nation's)",
    "level": f"level ({', '.join(_LEVELS)})",
    "publisher": "publisher (who answers for the content)",
    "title": "title (as tables call it)",
    "id": "id (the name of its file)",
}


class Stopped(Exception):
    """The person ended the questions; nothing may be written."""


def settle(drafted: Drafted) -> None:
    """Fill in id, title, publisher, level and region: as said, else as asked, else as guessed.

    Raises:
        Misuse: something is neither said nor found, and nobody can be asked.
        Stopped: the person ended the questions.
    """
    asks = _can_ask(drafted)
    missing = []
    for name in _FIELDS:
        said = getattr(drafted.call.options, name)
        guess = _guess(name, drafted)
        if said is not None:
            drafted.said[name] = said
        elif asks:
            drafted.said[name] = _ask(name, guess, drafted)
        elif guess:
            drafted.said[name] = guess
        else:
            missing.append(name)
    if missing:
        flags = ", ".join(f"--{name}" for name in missing)
        raise Misuse(f"sources new: the page does not tell these; say them: {flags}\n  nothing was written")


def agreed(drafted: Drafted) -> bool:
    """Say whether to write: by ``--yes``, because all was said on the line, or because the person says so.

    Raises:
        Misuse: nobody can be asked, and not all was said.
        Stopped: the person ended the questions.
    """
    options = drafted.call.options
    if options.yes:
        return True
    if _can_ask(drafted):
        return _line(f"write {drafted.said['id']}? [y/N] ").lower() in ("y", "yes", "是")
    if all(getattr(options, name) is not None for name in _FIELDS):
        return True
    raise Misuse("sources new: nothing was written: --yes writes it as shown, --dry-run shows the file")


def _can_ask(drafted: Drafted) -> bool:
    options = drafted.call.options
    return sys.stdin.isatty() and not options.yes and not options.dry_run and options.format == "table"


def _guess(name: str, drafted: Drafted) -> str:
    """Return what is likely, empty where nothing is; what was settled before counts."""
    about, said = drafted.about, drafted.said
    official = about.is_official(drafted.found.page.url)
    match name:
        case "region":
            return about.region or ("" if official else "全国")
        case "level":
            region = load_regions().named(said.get("region", ""))
            return (level_of(region) if region else "") if official else "relay"
        case "publisher":
            return about.publisher
        case "title":
            return f"{said.get('publisher', '')} {about.column}".strip()
        case _:
            region = load_regions().named(said.get("region", ""))
            return propose_id(drafted.found.page.url, about, region_code=region.code if region else "")


def _ask(name: str, guess: str, drafted: Drafted) -> str:
    """Ask until the answer can be meant; an empty one takes the guess."""
    while True:
        shown = f" [{neutralise(guess)}]" if guess else ""
        answer = _line(f"{_QUESTIONS[name]}{shown}: ") or guess
        problem = _problem(name, answer, drafted)
        if not problem:
            return answer
        sys.stderr.write(f"  {neutralise(problem)}\n")


def _problem(name: str, answer: str, drafted: Drafted) -> str:
    """Return why an answer cannot be meant; empty where it can."""
    if not answer:
        return "it must be said"
    if name == "level" and answer not in _LEVELS:
        return f"it must be one of {', '.join(_LEVELS)}.{meant(answer, list(_LEVELS))}"
    if name == "region" and load_regions().named(answer) is None:
        return "it names no one region; write it as 山东, 山东省 or 山东省济南市"
    if name == "id":
        try:
            check_id(drafted.call, answer)
        except Misuse as error:
            return str(error).splitlines()[0]
    return ""


def _line(question: str) -> str:
    """Ask one question on stderr, so that stdout stays what was asked for; the end of input stops everything."""
    sys.stderr.write(question)
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        sys.stderr.write("\n")
        raise Stopped
    return answer.strip()
