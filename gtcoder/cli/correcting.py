"""Correcting a transcript after it was coded."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtcoder.cli.output import answer, number_of
from gtcoder.cli.parsing import SEPARATOR, WrongUsage, span
from gtcoder.cli.performing import perform
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.errors import UnreadableFile

if TYPE_CHECKING:
    from gtcoder.queries.corrections import Correction

_SHOWN = 40


def _correct_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    parser.add_argument("--document", metavar="D", required=True)
    parser.add_argument("--file", metavar="NEW", help="the whole text as it should be, in UTF-8")
    parser.add_argument("--span", metavar="A:B", type=span, help="the stretch that is wrong")
    parser.add_argument("--text", metavar="T", help="what should stand there; with --span")
    parser.add_argument(
        "--drop-lost",
        action="store_true",
        help="drop passages that lose all their words (colleagues' ones: leads only); else such "
        "a correction is refused",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="list what would change; nothing is stored"
    )


@verb(
    "correct",
    "correct a document's text; codings, turns and all else that lies in it move along",
    _correct_arguments,
)
def correct(options: Namespace) -> None:
    """Correct a text, or list what that would do."""
    from gtcoder.actions.correcting import correct as correct_text
    from gtcoder.cli.names import document_id
    from gtcoder.queries.corrections import correction
    from gtcoder.textdiff import LostPassages

    if (options.file is None) == (options.span is None) or (
        (options.span is None) != (options.text is None)
    ):
        raise WrongUsage("correct takes --file NEW, or --span A:B with --text T")
    with study_to_change(options) as project:
        with project.read() as reader:
            document = document_id(reader, options.document)
            new, pieces = None, []
            if options.file is not None:
                new = _read(Path(options.file))
            else:
                pieces = [(options.span.start, options.span.end, options.text)]
            found = correction(reader, document, new or "", pieces)
        if options.dry_run:
            answer(options, {**_record(found), "dry_run": True}, _told(found, "Would change"))
            return
        lost = LostPassages.DROP if options.drop_lost else LostPassages.REFUSE
        done = perform(
            project,
            correct_text,
            document=document,
            text=new,
            edits=pieces,
            expected_sha256=found.sha256,
            lost=lost,
        )
    record = {
        **_record(found),
        "version": done.result.version,
        "sha256": done.result.sha256,
        "dropped": done.result.dropped,
        "joined": done.result.joined,
        "revision": done.revision,
        "changed": done.changed,
    }
    said = _told(found, "Changed") if done.changed else "The text is like that already."
    answer(options, record, said)


def _read(path: Path) -> str:
    from gtcoder.exchange.freezing import freeze

    try:
        return freeze(path.read_bytes().decode("utf-8-sig")).text
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            "“{file}” cannot be read as a text in UTF-8. Nothing was changed.", file=path.name
        ) from error


def _record(found: Correction) -> dict[str, Any]:
    return {
        "places": [
            {"start": each.was.start, "end": each.was.end, "was": each.before, "now": each.after}
            for each in found.places
        ],
        "passages": [
            {
                "quotation": each.quotation,
                "coder": each.coder,
                "codes": [list(path) for path in each.codes],
                "start": each.was.start,
                "end": each.was.end,
                "was": each.before,
                "now": each.after,
                "lost": each.lost,
            }
            for each in found.passages
        ],
        "moved": found.moved,
    }


def _told(found: Correction, did: str) -> str:
    lines = [f"{did} the text in {number_of(len(found.places), 'place')}:"]
    lines += [
        f"  {place.was.start}:{place.was.end}  “{place.before}” → “{place.after}”"
        for place in found.places[:_SHOWN]
    ]
    if len(found.places) > _SHOWN:
        lines.append(f"  and {len(found.places) - _SHOWN} more (--json lists all)")
    lines.append(
        f"{number_of(len(found.passages), 'passage')} in other words, "
        f"{number_of(found.moved, 'passage')} elsewhere only."
    )
    for each in found.passages[:_SHOWN]:
        named = "; ".join(SEPARATOR.join(path) for path in each.codes) or "no code"
        now = "nothing is left of it" if each.lost else f"“{each.after}”"
        lines.append(f"  {each.coder}, {named}: “{each.before}” → {now}")
    return "\n".join(lines)
