"""The command line: ``mingdan COMMAND ...``.

This module parses the line, finds the places and the clock, hands both to the command's own module, and turns what
goes wrong into one message and an exit status. It imports nothing heavy; a command's module is loaded when called.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from commands.misuse import Misuse
from commands.parser import TopParser, unknown_options
from config.errors import ConfigurationError, MingdanError

DONE, FAILED, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status.

    Args:
        argv: the words after ``mingdan``; the process's own where left out.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # an odd character must not end a listing
    try:
        status = _run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
    except (Misuse, ConfigurationError) as error:
        return _complain(error, BAD_USAGE)
    except MingdanError as error:
        return _complain(error, FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return DONE  # the reader (head, less) had enough; that is no failure
    except SystemExit as end:  # argparse's --help
        return end.code if isinstance(end.code, int) else DONE
    return status


def _run(argv: list[str]) -> int:
    """Parse the line and run its command.

    Raises:
        Misuse: the line cannot be meant as written.
        MingdanError: whatever the command reports.
    """
    parser = TopParser()
    options, unknown = parser.parse_known_args(argv)
    if options.version:
        return _version()
    if options.command is None:
        if unknown:
            parser.error(f"unrecognised: {' '.join(unknown)}")
        sys.stderr.write(parser.format_help())
        return BAD_USAGE
    if unknown:
        unknown_options(parser, options.command, unknown)
    from commands.call import Call  # after --help and misuse, which need no places

    status: int = options.run(Call(options))
    return status


def _version() -> int:
    """Print the installed version."""
    from importlib.metadata import version  # 10 ms that only --version needs

    sys.stdout.write(f"mingdan {version('mingdan')}\n")
    return DONE


def _complain(error: MingdanError, status: int) -> int:
    """Say on stderr what went wrong; give the status back."""
    from commands.text import neutralise  # messages may quote what a page said

    sys.stderr.write(f"mingdan: {neutralise(str(error), keep_lines=True)}\n")
    return status


def _silence() -> None:
    """Point stdout nowhere, so that the interpreter's last flush meets no broken pipe."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


if __name__ == "__main__":
    raise SystemExit(main())
