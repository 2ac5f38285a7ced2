"""Erasing a text, or what a participant said, when consent is withdrawn."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gtcoder.cli.erasing_list import listed, of_akin, thing
from gtcoder.cli.output import answer, number_of
from gtcoder.cli.parsing import WrongUsage
from gtcoder.cli.performing import perform
from gtcoder.cli.progress import progress
from gtcoder.cli.study_argument import add_study_to_change, study_to_change
from gtcoder.cli.verbs import verb
from gtcoder.errors import InvalidInput

if TYPE_CHECKING:
    from gtcoder.queries.erasure import Erasure
    from gtcoder.store.project import OpenProject
    from gtcoder.store.reader import Reader


def _erase_arguments(parser: ArgumentParser) -> None:
    add_study_to_change(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--document", metavar="D", help="a transcript, also one that was removed")
    what.add_argument("--participant", metavar="P", help="all turns of one participant")
    what.add_argument(
        "--finish",
        action="store_true",
        help="only write the study afresh, where it was in use when something was erased",
    )
    parser.add_argument("--reason", metavar="T", default="", help="why; the ledger keeps it")
    parser.add_argument(
        "--confirm", metavar="NAME", help="the name again, for nothing brings it back"
    )
    parser.add_argument(
        "--keep",
        metavar="THING",
        action="append",
        default=[],
        help="leave a quote as it is, named as --dry-run lists it (memo:12); repeat for more",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="list what would go; nothing is erased"
    )


@verb(
    "erase",
    "erase a text or a participant's words for good: text, quotes and ledger; leads only",
    _erase_arguments,
)
def erase(options: Namespace) -> None:
    """Erase for good, or list what that would take."""
    with study_to_change(options) as project:
        if options.finish:
            _scrub(project)
            answer(options, {"scrubbed": True}, "The study was written afresh.")
            return
        with project.read() as reader, progress() as watched:
            from gtcoder.queries.erasure import erasure

            what = _what(reader, options)
            found = erasure(reader, **what, progress=watched)
        keep = _kept(options, found)
        if options.dry_run:
            answer(options, {**_record(found), "dry_run": True}, listed(found, keep))
            return
        _check_confirmed(options, found)
        _erase(options, project, what, keep, found)


def _erase(
    options: Namespace,
    project: OpenProject,
    what: dict[str, Any],
    keep: set[tuple[str, int]],
    found: Erasure,
) -> None:
    from gtcoder.actions.erasing import erase as erase_for_good

    done = perform(project, erase_for_good, reason=options.reason, keep=keep, **what)
    _scrub(project)
    copies = _copies(options)
    record = {
        "revision": done.revision,
        "changed": done.changed,
        "texts": done.result.texts,
        "codings": done.result.codings,
        "quotes": done.result.quotes,
        "copies": [str(copy) for copy in copies],
        "akin": list(found.akin),
    }
    lines = [
        f"Erased for good: {number_of(done.result.texts, 'text')}, "
        f"{number_of(done.result.codings, 'coding')}, and quotes in "
        f"{number_of(done.result.quotes, 'other place')}."
    ]
    lines += of_akin(found, erased=True)
    if copies:
        lines += ["These copies still hold the words; delete them yourself:", *map(str, copies)]
    lines.append(
        "Files made from the study earlier (exports, reports, copies sent by mail) are not known "
        "here and may hold them too."
    )
    answer(options, record, "\n".join(lines))


def _scrub(project: OpenProject) -> None:
    from gtcoder.store.scrubbing import scrub

    scrub(project.engine)


def _copies(options: Namespace) -> tuple[Path, ...]:
    from gtcoder.store.location import FileLocation, parse_location
    from gtcoder.store.scrubbing import copies_of

    location = parse_location(options.study)
    return copies_of(location.path.resolve()) if isinstance(location, FileLocation) else ()


def _what(reader: Reader, options: Namespace) -> dict[str, Any]:
    from gtcoder.cli.names import document_id, participant_id
    from gtcoder.queries.erasure import removed_documents

    if options.participant is not None:
        return {"participant": participant_id(reader, options.participant)}
    removed = [key for key, name in removed_documents(reader) if name == options.document]
    if removed and not _is_here(reader, options.document):
        return {"document": removed[-1]}
    return {"document": document_id(reader, options.document)}


def _is_here(reader: Reader, name: str) -> bool:
    from gtcoder.queries.passages import documents

    return any(row.name == name for row in documents(reader))


def _kept(options: Namespace, found: Erasure) -> set[tuple[str, int]]:
    known = {thing(quote): quote.place for quote in found.quotes if quote.standing}
    keep = set()
    for written in options.keep:
        if written not in known:
            raise WrongUsage(
                f"--keep {written}: no such thing quotes it. See --dry-run for what does."
            )
        keep.add(known[written])
    return keep


def _check_confirmed(options: Namespace, found: Erasure) -> None:
    if options.confirm != found.name:
        raise InvalidInput(
            "Erasing cannot be taken back. Nothing was changed; look at --dry-run first, then "
            "give the name again as it stands: --confirm “{name}”.",
            name=found.name,
        )


def _record(found: Erasure) -> dict[str, Any]:
    return {
        "name": found.name,
        "documents": list(found.documents),
        "texts": found.versions,
        "characters": found.characters,
        "codings": dict(found.codings),
        "removed": list(found.removed),
        "akin": list(found.akin),
        "quotes": [
            {
                "thing": thing(quote),
                "what": quote.what,
                "pieces": list(quote.pieces),
                "text": quote.text,
                "only_in_ledger": not quote.standing,
            }
            for quote in found.quotes
        ],
    }
