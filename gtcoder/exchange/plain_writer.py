"""Write a study as a folder of plain text files, from which it can be built again.

What its pages cannot hold is said: codes out of use, decisions over codings that are gone, and
what hangs on passages without being a coding. All of that stands in the folder's rows, from which
the same study is built as long as no page is edited; the ledger goes along to be read. The pages
are read back before the folder is handed over, so what is written can be built.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from gtcoder.codebook_headings import marked
from gtcoder.errors import InvalidInput
from gtcoder.exchange.plain_adjudication_writer import write_decisions
from gtcoder.exchange.plain_bookmarks import leave_bookmarks
from gtcoder.exchange.plain_examples import write_examples
from gtcoder.exchange.plain_instruments import write_instruments
from gtcoder.exchange.plain_kept_apart import write_kept_apart
from gtcoder.exchange.plain_memo_writer import about, write_passages_and_memos
from gtcoder.exchange.plain_models_writer import model_of_steps
from gtcoder.exchange.plain_pages import PHASE, Pages, WrittenFolder, pages_of
from gtcoder.exchange.plain_project import PROJECT
from gtcoder.exchange.plain_rounds_writer import write_rounds
from gtcoder.exchange.plain_selective import write_selective
from gtcoder.exchange.plain_steps import CHANGES, CODEBOOK, PARTING, PROPOSAL, TEXTS
from gtcoder.exchange.plain_study import read_study
from gtcoder.exchange.plain_tables import Answer
from gtcoder.exchange.plain_texts import PARTICIPANTS, TRANSCRIPTS, WHO
from gtcoder.exchange.plain_theory_writer import write_theory
from gtcoder.exchange.plain_whole import write_whole
from gtcoder.exchange.whole_files import whole_folder
from gtcoder.progress import Progress, Silent
from gtcoder.queries import codebook, passages, people
from gtcoder.queries.attributes import ColumnRow
from gtcoder.queries.attributes import columns as codebook_columns
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import SpeakerRole, VariableScope


def write_study(reader: Reader, folder: Path, progress: Progress | None = None) -> WrittenFolder:
    """Write the study to a new or empty folder, whole or not at all; say what it cannot hold."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput(
            "“{folder}” is there and not empty. Nothing was written; name a new folder.",
            folder=folder,
        )
    follow = progress or Silent()
    with whole_folder(folder, follow) as draft:
        pages = pages_of(reader, draft)
        for number, write in enumerate(_WRITERS):
            follow.step(number, len(_WRITERS), "writing")
            write(pages)
        _read_back(pages, follow)
        why_not, lost = write_whole(reader, draft)
    written = tuple(sorted(path for path in folder.rglob("*") if path.is_file()))
    return WrittenFolder(written, tuple(pages.losses), not why_not, why_not, lost)


def _write_project(pages: Pages) -> None:
    speakers = people.speakers(pages.reader)
    asking = [row.label for row in speakers if row.role == SpeakerRole.INTERVIEWER]
    coders = [
        f"    {{ name = {_quoted(coder.name)}, role = {_quoted(coder.role)} }},"
        for coder in people.coders(pages.reader)
    ]
    lines = [
        f"title = {_quoted(pages.reader.study.title)}",
        f"about = {_quoted(about(pages.reader))}",
        "coders = [",
        *coders,
        "]",
        f"interviewer = {_quoted(list(dict.fromkeys(asking)))}",
        f"phases = {_quoted([PHASE])}",
        f"model = {_quoted(_model(pages))}",
        f"document_variables = {_quoted(_columns(pages)[1])}",
    ]
    pages.page(PROJECT, "\n".join(lines) + "\n")


def _model(pages: Pages) -> str:
    first = model_of_steps(pages)
    return "" if first is None else first.name


def _quoted(value: object) -> str:
    """Return a text or a list of texts as TOML writes it, which is how JSON does."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _columns(pages: Pages) -> tuple[list[str], list[str]]:
    """Return the variables of participants and of documents that can be columns of one table."""
    taken, columns = set(WHO), []
    for scope in (VariableScope.PARTICIPANT, VariableScope.DOCUMENT):
        values = people.variables(pages.reader, scope).values()
        names = dict.fromkeys(name for each in values for name in each)
        columns.append([name for name in names if name not in taken])
        taken.update(names)
    return columns[0], columns[1]


def _write_transcripts(pages: Pages) -> None:
    if not pages.rows:
        raise InvalidInput(
            "The study has no transcript yet, and a folder of plain text begins with them. Nothing "
            "was written; write the codebook as a table, such as codebook.csv."
        )
    for row in pages.rows:
        pages.page(f"{TRANSCRIPTS}/{pages.documents[row.name]}.txt", pages.texts[row.id].text)


def _write_participants(pages: Pages) -> None:
    of_person, of_document = _columns(pages)
    persons = {person.name: person.variables for person in people.participants(pages.reader)}
    values = people.variables(pages.reader, VariableScope.DOCUMENT)
    said = {row.name: values.get(row.id, {}) for row in pages.rows}
    rows = [
        (
            person,
            pages.documents[document],
            label,
            *(persons[person].get(name, "") for name in of_person),
            *(said[document].get(name, "") for name in of_document),
        )
        for person, document, label in pages.who
    ]
    pages.table(PARTICIPANTS, (*WHO, *of_person, *of_document), rows)
    all_values = sum(map(len, persons.values())) + sum(map(len, said.values()))
    kept = {
        ("p", row[0], name) for row in pages.who for name in of_person if name in persons[row[0]]
    }
    kept |= {
        ("d", row[1], name) for row in pages.who for name in of_document if name in said[row[1]]
    }
    pages.lose(all_values - len(kept), "values of variables without a row or column")


def _write_codebook(pages: Pages) -> None:
    every = codebook.codes(pages.reader, retired=True)
    used = [code for code in every if not code.retired]
    coders: dict[int, str] = {coder.id: coder.name for coder in people.coders(pages.reader)}
    rounds: dict[int, str] = {row.id: row.name for row in pages.rounds}
    waiting = any(code.proposed_by is not None for code in used)
    header = ("phase", "path", "level", "origin", "definition", "rule", "colour", "domain")
    more = [name for name in TEXTS if any(getattr(code, name) for code in used)]
    pages.table(
        CODEBOOK,
        (*header, *more, *(PROPOSAL if waiting else ())),
        [
            (PHASE, code.written, code.level, code.origin, code.definition, code.rule, code.colour,
             Answer.YES if code.domain else "",
             *(getattr(code, name) for name in more),
             *((coders.get(code.proposed_by or 0, ""), rounds.get(code.proposed_in or 0, ""))
               if waiting else ()))
            for code in used
        ],
    )  # fmt: skip
    pages.lose(sum(code.retired for code in every), "codes retired or merged")


def _write_changes(pages: Pages) -> None:
    """Write what codebook.csv has no column for: attributes and further categories."""
    given = [
        (pages.paths[code], name, value)
        for code, values in codebook.attributes(pages.reader).items()
        for name, value in values.items()
        if code in pages.paths
    ]
    attributes = [
        (PHASE, "attribute", path, f"{name}={value}")
        for path, name, value in given
        if "=" not in name
    ]
    pages.lose(len(given) - len(attributes), "attributes with “=” in their name")
    above = {code.id: code.parent for code in codebook.codes(pages.reader)}
    memberships = [
        (PHASE, "membership", pages.paths[member], pages.paths[category])
        for category, members in codebook.memberships(pages.reader).items()
        for member in members
        if member in pages.paths and category in pages.paths and above[member] != category
    ]
    columns = [
        (PHASE, "column", each.name, _kind(each) + (f"={each.group}" if each.group else ""))
        for each in codebook_columns(pages.reader)
    ]
    header = ("phase", "verb", "subject", "argument")
    pages.table(CHANGES, header, [*columns, *attributes, *memberships])


def _kind(column: ColumnRow) -> str:
    """Return what a column holds, with what it offers in brackets."""
    choices = "; ".join(marked(choice, PARTING) for choice in column.choices)
    return f"{column.kind}({choices})" if choices else str(column.kind)


def _read_back(pages: Pages, progress: Progress) -> None:
    """Read what was written, and compare the turns that it will have with those there are."""
    plan = read_study(pages.folder, progress)
    proposed = {draft.name: draft.turns for draft in plan.transcripts.documents}
    differing = 0
    for row in pages.rows:
        here = passages.turns(pages.reader, row.id)
        place, called = pages.texts[row.id].span, pages.mask.text
        mine = Counter((*place(turn.start, turn.end), called(turn.speaker or "")) for turn in here)
        there = proposed[pages.documents[row.name]]
        differing += mine != Counter((turn.start, turn.end, turn.speaker or "") for turn in there)
    pages.lose(differing, "documents with corrected turns, which will be proposed anew")


_WRITERS = (
    _write_project,
    _write_transcripts,
    _write_participants,
    _write_codebook,
    write_passages_and_memos,
    _write_changes,
    write_examples,
    write_theory,
    write_kept_apart,
    write_selective,
    write_instruments,
    write_rounds,
    write_decisions,
    leave_bookmarks,
)
