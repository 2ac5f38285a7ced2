"""Write a study as a folder of plain text files, from which it can be built again.

What such a folder cannot hold is said: the ledger, retired codes, rounds after the first, and
whatever hangs on a passage without being a coding. The folder is read back before it is handed
over, so what is written can be built.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gtcoder.errors import InvalidInput
from gtcoder.exchange.plain_pages import Pages, WrittenFolder
from gtcoder.exchange.plain_project import PROJECT
from gtcoder.exchange.plain_steps import CHANGES, CODEBOOK, CODINGS
from gtcoder.exchange.plain_study import FINISHED, read_study
from gtcoder.exchange.plain_texts import PARTICIPANTS, TRANSCRIPTS, WHO
from gtcoder.exchange.plain_theory_writer import write_memos, write_theory
from gtcoder.progress import Progress, Silent
from gtcoder.queries import codebook, passages, people
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import AssignmentState, SpeakerRole, VariableScope

PHASE = "coding"


def write_study(reader: Reader, folder: Path, progress: Progress | None = None) -> WrittenFolder:
    """Write the study to a new or empty folder, whole or not at all; say what it cannot hold."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput(
            "“{folder}” is there and not empty. Nothing was written; name a new folder.",
            folder=folder,
        )
    follow = progress or Silent()
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        pages = Pages.of(reader, draft)
        for number, write in enumerate(_WRITERS):
            follow.step(number, len(_WRITERS), "writing")
            write(pages)
        _read_back(pages, follow)
        draft.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    written = tuple(sorted(path for path in folder.rglob("*") if path.is_file()))
    return WrittenFolder(written, tuple(pages.losses))


def _write_project(pages: Pages) -> None:
    speakers = people.speakers(pages.reader)
    asking = [row.label for row in speakers if row.role == SpeakerRole.INTERVIEWER]
    coders = [
        f"    {{ name = {_quoted(coder.name)}, role = {_quoted(coder.role)} }},"
        for coder in people.coders(pages.reader)
    ]
    lines = [
        f"title = {_quoted(pages.reader.study.title)}",
        f"about = {_quoted(pages.about)}",
        "coders = [",
        *coders,
        "]",
        f"interviewer = {_quoted(list(dict.fromkeys(asking)))}",
        f"phases = {_quoted([PHASE])}",
        f"document_variables = {_quoted(_variables(pages, VariableScope.DOCUMENT))}",
    ]
    pages.page(PROJECT, "\n".join(lines) + "\n")


def _quoted(value: object) -> str:
    """Return a text or a list of texts as TOML writes it, which is how JSON does."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _variables(pages: Pages, scope: VariableScope) -> list[str]:
    values = people.variables(pages.reader, scope).values()
    names = dict.fromkeys(name for each in values for name in each)
    taken = set(WHO)
    if scope is VariableScope.PARTICIPANT:
        taken |= set(_variables(pages, VariableScope.DOCUMENT))
    for name in names:
        if name in taken:
            pages.lose(f"the {scope} variable “{name}”, whose name is taken")
    return [name for name in names if name not in taken]


def _write_transcripts(pages: Pages) -> None:
    for document, text in pages.texts.items():
        pages.page(f"{TRANSCRIPTS}/{pages.documents[document]}.txt", text)


def _write_participants(pages: Pages) -> None:
    variables = people.variables(pages.reader, VariableScope.DOCUMENT)
    of_document = _variables(pages, VariableScope.DOCUMENT)
    of_person = _variables(pages, VariableScope.PARTICIPANT)
    persons = {person.name: person.variables for person in people.participants(pages.reader)}
    keys = {row.name: row.id for row in passages.documents(pages.reader)}
    rows = [
        (
            person,
            pages.documents[keys[document]],
            label,
            *(persons[person].get(name, "") for name in of_person),
            *(variables.get(keys[document], {}).get(name, "") for name in of_document),
        )
        for person, document, label in _who_speaks(pages)
    ]
    pages.table(PARTICIPANTS, (*WHO, *of_person, *of_document), rows)
    there = {row[1] for row in rows}
    pages.lose_some(
        sum(pages.documents[key] not in there for key in variables if key in pages.documents),
        "document(s) with variables but no participant",
    )
    silent = set(persons) - {row[0] for row in rows}
    pages.lose_some(len(silent), "participant(s) who speak in no document")


def _who_speaks(pages: Pages) -> Iterator[tuple[str, str, str]]:
    """Yield participant, document and label, the label empty where a text has no turns."""
    names = {person.id: person.name for person in people.participants(pages.reader)}
    speakers = people.speakers(pages.reader)
    for row in passages.documents(pages.reader):
        for speaker in speakers:
            if speaker.document == row.name and speaker.participant is not None:
                yield speaker.participant, row.name, speaker.label
        if row.participant is not None:
            yield names[row.participant], row.name, ""


def _write_codebook(pages: Pages) -> None:
    pages.table(
        CODEBOOK,
        ("phase", "path", "level", "origin", "definition", "rule", "colour"),
        [
            (PHASE, code.written, code.level, code.origin, code.definition, code.rule, code.colour)
            for code in codebook.codes(pages.reader)
        ],
    )
    every = codebook.codes(pages.reader, retired=True)
    pages.lose_some(sum(code.retired for code in every), "retired or merged code(s)")


def _write_codings(pages: Pages) -> None:
    memos = pages.memos_on_passages()
    rows = []
    for coding in pages.codings:
        quote = pages.quote(coding.quotation)
        memo = memos.pop(coding.quotation, "")
        rows.append((PHASE, coding.coder, *quote[:1], pages.paths[coding.code_id], *quote[1:], memo))
    header = ("phase", "coder", "document", "code", "quote", "occurrence", "memo")
    pages.table(CODINGS, header, rows)


def _write_changes(pages: Pages) -> None:
    attributes = [
        (PHASE, "attribute", pages.paths[code], f"{name}={value}")
        for code, values in codebook.attributes(pages.reader).items()
        for name, value in values.items()
        if code in pages.paths
    ]
    memberships = [
        (PHASE, "membership", pages.paths[member], pages.paths[category])
        for category, members in codebook.memberships(pages.reader).items()
        for member in members
        if member in pages.paths and category in pages.paths
    ]
    header = ("phase", "verb", "subject", "argument")
    pages.table(CHANGES, header, [*attributes, *memberships])


def _write_finished(pages: Pages) -> None:
    coders = {coder.id: coder.name for coder in people.coders(pages.reader)}
    rows = [
        (coders[row.coder], pages.documents[row.document])
        for row in people.assignments(pages.reader)
        if row.state is AssignmentState.FINISHED and row.round == pages.round
    ]
    pages.table(FINISHED, ("coder", "document"), rows, even_if_empty="yes")


def _read_back(pages: Pages, progress: Progress) -> None:
    """Read what was written, and compare the turns that will be proposed with those there are."""
    plan = read_study(pages.folder, progress)
    proposed = {draft.name: draft.turns for draft in plan.transcripts.documents}
    differing = 0
    for document, name in pages.documents.items():
        turns = passages.turns(pages.reader, document)
        mine = Counter((turn.start, turn.end, turn.speaker) for turn in turns)
        differing += mine != Counter((t.start, t.end, t.speaker) for t in proposed[name])
    pages.lose_some(differing, "document(s) whose turns were corrected; they are proposed anew")


_WRITERS = (
    _write_project,
    _write_transcripts,
    _write_participants,
    _write_codebook,
    _write_codings,
    _write_changes,
    _write_finished,
    write_theory,
    write_memos,
)
