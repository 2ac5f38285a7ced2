"""From the words of a command line to an exit code: which verb, and what its errors become."""

from __future__ import annotations

import difflib
import io
import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import Any

from gtcoder import __version__
from gtcoder.cli.output import complain
from gtcoder.cli.parsing import WrongUsage
from gtcoder.cli.pseudonyms import take_up
from gtcoder.cli.verbs import verbs
from gtcoder.errors import GtcoderError
from gtcoder.exchange import door
from gtcoder.progress import Cancelled

DONE, REFUSED, USAGE, STOPPED = 0, 1, 2, 130

_ABOUT = """\
Grounded-theory coding of interview transcripts, from the first code to the model.
Without a verb the window opens, with STUDY in it where one is named.

STUDY is a file NAME.gtc, a URL postgresql://host/database?study=NAME, or a plain-text study
folder (to read). Codes are written as paths, "Parent > Child". Offsets are Unicode code points
from 0, end-exclusive, in the document's frozen text."""

_EXIT_CODES = """\
With --json a verb prints one JSON document on stdout; messages go to stderr. Exit codes: 0 done,
1 refused (one line says why), 2 wrong usage, 3 a fault of the program (a report is written).
"gtcoder VERB --help" tells all about a verb, "gtcoder do --list" lists every further action."""

_NO_SCREEN = (
    "there is no screen to show the window on (DISPLAY and WAYLAND_DISPLAY are not set); "
    "“gtcoder --help” lists what the command line can do"
)


def main(words: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; a fault of the program passes through."""
    given = list(sys.argv[1:] if words is None else words)
    _steady_streams()
    with door.fresh():
        code = _run(given)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _leave_stdout()
    except OSError as error:
        _leave_stdout()
        complain(_environment(error))
        return REFUSED
    return code


def _steady_streams() -> None:
    """Let no letter that a terminal cannot show, and no closed stream, end a verb halfway."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _leave_stdout() -> None:
    """Drop what is still to be written: nobody can take it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: list[str]) -> int:
    first = words[0] if words else ""
    try:
        _refuse_broken_words(words)
        if _wants_window(words):
            return _window(words[0] if words else None)
        if not first.startswith("-") and first not in verbs():
            return _no_such_verb(words)
        options = _parser(words).parse_args(words)
        take_up(options)
        options.run(options)
    except SystemExit as stop:
        return int(stop.code or DONE)
    except WrongUsage as error:
        complain(f"{first}: {error} (“gtcoder {first} --help” tells more)")
        return USAGE
    except GtcoderError as error:
        complain(str(error))
        return REFUSED
    except (Cancelled, KeyboardInterrupt):
        complain("stopped; a step that was not finished left no trace in the study")
        return STOPPED
    except BrokenPipeError:
        return DONE  # whoever read the output has enough
    except OSError as error:
        complain(_environment(error))
        return REFUSED
    return DONE


def _refuse_broken_words(words: list[str]) -> None:
    """Refuse bytes that are no UTF-8, but where they name a file."""
    for word in words:
        if not word.isascii() and not _is_utf8(word) and not os.path.lexists(word):
            raise WrongUsage(f"“{word}” is no UTF-8")


def _is_utf8(word: str) -> bool:
    try:
        word.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _no_such_verb(words: list[str]) -> int:
    near = difflib.get_close_matches(words[0], verbs(), n=3, cutoff=0.5)
    offer = f" Nearest: {', '.join(near)}." if near else ""
    complain(f"there is no verb “{words[0]}”.{offer} “gtcoder --help” lists them all")
    return USAGE


def _wants_window(words: list[str]) -> bool:
    if len(words) > 1 or (words and (words[0].startswith("-") or words[0] in verbs())):
        return False
    return not words or _looks_like_a_study(words[0])


def _looks_like_a_study(word: str) -> bool:
    return word.endswith(".gtc") or "://" in word or os.path.exists(word)


def _window(study: str | None) -> int:
    """Show the window; its faults are told in it, with the same report as here."""
    if not _has_screen():
        complain(_NO_SCREEN)
        return REFUSED
    from gtcoder.cli.crash import write_report
    from gtcoder.cli.log import logged_window
    from gtcoder.ui.app import run

    with logged_window():
        return run(study, report=write_report)


def _has_screen() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _environment(error: OSError) -> str:
    file = f"“{error.filename}” " if error.filename else "a file "
    return (
        f"{file}could not be read or written ({error.strerror or type(error).__name__}). What was "
        f"stored in the study before is safe; mend that and try again."
    )


class _VerbParser(ArgumentParser):
    """Options may stand anywhere between the words of a verb."""

    _intermixing = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse options first and words after them, whatever their order."""
        if self._intermixing:
            return super().parse_known_args(args, namespace)
        self._intermixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._intermixing = False


def _parser(words: list[str]) -> ArgumentParser:
    """Return what reads these words; the arguments of verbs that are not named are left out."""
    parser = ArgumentParser(
        prog="gtcoder",
        description=_ABOUT,
        epilog=_EXIT_CODES,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"gtcoder {__version__}")
    parser.add_argument(
        "--debug", action="store_true", help="before the verb: log more, and on stderr too"
    )
    every = parser.add_subparsers(
        metavar="VERB", title="verbs", required=True, parser_class=_VerbParser
    )
    named = words[:1] if words and words[0] in verbs() else list(verbs())
    for name in named:
        verb = verbs()[name]
        about = f"{verb.about[0].upper()}{verb.about[1:]}."
        below = every.add_parser(name, help=verb.about, description=about, allow_abbrev=False)
        if name in words:
            verb.arguments(below)
        below.set_defaults(run=verb.run, verb=name, json=False)
    return parser
