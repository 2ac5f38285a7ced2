"""A whole study as project.qde, and its codebook as .qdc."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from gtcoder import __version__
from gtcoder.errors import InvalidInput
from gtcoder.exchange.refi.beyond import with_beyond
from gtcoder.exchange.refi.cases import case_rows, kinds, persons, variables
from gtcoder.exchange.refi.codes import code_rows, codebook, coders, groups, made_groups, users
from gtcoder.exchange.refi.graphs import graphs
from gtcoder.exchange.refi.notes import links, made_notes, memo_rows, named, notes
from gtcoder.exchange.refi.packed import encoded
from gtcoder.exchange.refi.sources import Sources
from gtcoder.exchange.refi.study import Outgoing, packed
from gtcoder.exchange.refi.xml import described, guid_text, moment_text, tag
from gtcoder.progress import Progress
from gtcoder.store.by_guid import state_tables

FORMAT = 1
ORIGIN = f"gtcoder {__version__}"
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
_PROJECT = "urn:QDA-XML:project:1.0"
_CODEBOOK = "urn:QDA-XML:codebook:1.0"
# Tables whose rows are elements of their own, or hang on one.
WITH_ELEMENTS = frozenset(
    {"project", "coder", "code", "variable", "variable_value", "participant", "document",
     "text_version", "speaker", "turn", "quotation", "coding", "memo", "memo_link", "memo_tag"}
)  # fmt: skip
# Tables whose rows name entries of the ledger, and so mean nothing without it.
OF_THE_LEDGER = frozenset({"label", "saved_result"})


def project_parts(study: Outgoing, progress: Progress) -> Iterator[str]:
    """Yield the text of project.qde in pieces: schema order, containers only where filled."""
    types = kinds(study)
    yield _HEAD
    yield f"<{_project_tag(study)}>\n"
    yield from _around("Users", users(study))
    if study.rows.count("code"):
        yield from _around("CodeBook", codebook(study))
    yield from _around("Variables", variables(study, types))
    yield from _around("Cases", persons(study, types))
    yield from _around("Sources", Sources(study, types).written(progress))
    yield from _around("Notes", notes(study))
    yield from _around("Links", links(study))
    yield from _around("Sets", groups(study))
    yield from _around("Graphs", graphs(study))
    yield described(with_beyond("", _project_extra(study)))
    yield study.notes_on(None)
    yield "</Project>\n"


def codebook_parts(study: Outgoing) -> Iterator[str]:
    """Yield the text of a .qdc in pieces; raises InvalidInput for a study without codes."""
    if all(study.rows.tables.get("code", {}).get("retired", ())):
        raise InvalidInput(
            "The study has no code in use yet, and a REFI-QDA codebook holds one at least. Nothing "
            "was written; make a code first, or write the study as a project (.qdpx)."
        )
    yield f"{_HEAD}<{tag('CodeBook', {'xmlns': _CODEBOOK, 'origin': ORIGIN})}>\n"
    yield from codebook(study, alone=True)
    yield from _around("Sets", groups(study, alone=True))
    yield "</CodeBook>\n"


def _project_tag(study: Outgoing) -> str:
    project = next(study.rows.rows("project"))
    lead = next(iter(coders(study)), None)
    return tag(
        "Project",
        {
            "xmlns": _PROJECT,
            "name": project["title"],
            "origin": ORIGIN,
            "creatingUserGUID": guid_text(lead["guid"]) if lead else None,
            "creationDateTime": moment_text(project["created_at"]),
            "modifiedDateTime": moment_text(_newest(study)),
        },
    )


def _newest(study: Outgoing) -> datetime:
    """Return the last moment that anything of the study tells of."""
    newest: datetime = max(
        value
        for columns in study.rows.tables.values()
        for values in columns.values()
        if any(isinstance(value, datetime) for value in values[:1])
        for value in values
        if value is not None
    )
    return newest


def _project_extra(study: Outgoing) -> dict[str, Any]:
    project = next(study.rows.rows("project"))
    told = {name: encoded("project", name, value) for name, value in project.items()}
    extra: dict[str, Any] = {
        "format": FORMAT,
        "project": {name: told[name] for name in ("guid", "settings", "created_at")},
        "coder": packed("coder", list(study.rows.rows("coder")), "name"),
    }
    if study.utf16:
        extra["offsets"] = "utf-16"
    rows = {
        table: packed(table, list(study.rows.rows(table)))
        for table in state_tables()
        if table not in WITH_ELEMENTS | OF_THE_LEDGER and study.rows.count(table)
    }
    rows |= {**case_rows(study), **memo_rows(study)}
    if study.rows.count("code"):
        rows["code"] = code_rows(study)
    made = [guid.hex() for guid in (*made_groups(study), *made_notes(study))]
    more = {"rows": rows, "named": named(study), "made": made}
    return extra | {name: each for name, each in more.items() if each}


def _around(name: str, parts: Iterable[str]) -> Iterator[str]:
    """Yield a container with what is in it; nothing where that is nothing."""
    empty = True
    for part in parts:
        if empty:
            yield f"<{name}>\n"
            empty = False
        yield part
    if not empty:
        yield f"</{name}>\n"
