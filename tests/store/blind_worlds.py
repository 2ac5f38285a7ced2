"""Two worlds that differ in what Ann does in a blind round, and all that Bob may ask of them."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from gtcoder import queries
from gtcoder.actions import codebook, coding, models, properties, rules, storyline, team, theory
from gtcoder.actions import project as study_verbs
from gtcoder.codebook_draft import BookCode, CodebookDraft
from gtcoder.model import base
from gtcoder.queries.codebook import codes
from gtcoder.queries.entry_rows import ENTRIES
from gtcoder.queries.frames import coding_table
from gtcoder.queries.ledger import entries
from gtcoder.queries.memos import About
from gtcoder.queries.passage_pages import PassageOrder
from gtcoder.queries.passages import codings, documents
from gtcoder.queries.people import rounds
from gtcoder.queries.properties import properties as known_properties
from gtcoder.queries.reconciliation import Moment
from gtcoder.queries.relations import relations
from gtcoder.queries.retrieval import passages_of_codings
from gtcoder.queries.sampling import sampling
from gtcoder.store.location import Location
from gtcoder.store.project import OpenProject
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import (
    CodeLevel,
    CoderRole,
    ModelTemplate,
    ParadigmRole,
    RoundKind,
    Span,
    Stance,
    VariableScope,
)
from tests.studies import draft, new_study

TEXTS = ("Invented interview 1", "Invented interview 2", "Invented interview 3")


class Clock(datetime):
    """A clock that both worlds share: a second passes at each look."""

    ticks = 0

    @classmethod
    def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
        cls.ticks += 1
        return datetime(2026, 1, 1, tzinfo=tz or UTC) + timedelta(seconds=cls.ticks)


def same_making(monkeypatch: pytest.MonkeyPatch, start: int) -> None:
    """Let clock and identities begin alike: of Bob's own making they would tell worlds apart."""
    Clock.ticks = start
    drawn = iter(range(start * 1_000_000, start * 1_000_000 + 900_000))
    monkeypatch.setattr(base, "datetime", Clock)
    monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=next(drawn)))

    many = iter(range(start * 1_000_000 + 900_000, (start + 1) * 1_000_000))

    def at_random(size: int) -> bytes:
        every = (next(many).to_bytes(16, "big") for _ in range(0, size, 16))
        return b"".join(every)[:size]

    monkeypatch.setattr(rules, "os", SimpleNamespace(urandom=at_random))


def beginning(location: Location) -> None:
    """Make a study with something of every kind, and open a blind round in it."""
    from gtcoder.actions import transcripts
    from gtcoder.batch import ImportBatch

    study = new_study(location)
    ann, bob = study.ann, study.bob
    ann.perform(team.set_role, coder=bob.coder, role=CoderRole.LEAD)  # who leads may ask most
    drafts = tuple(draft(name, f"Of {name}.\n") for name in TEXTS[1:])
    ann.perform(transcripts.add_documents, batch=ImportBatch(documents=drafts))
    trust = study.code("Trust")
    care = ann.perform(codebook.create_code, name="Care", level=CodeLevel.AXIAL)
    speed = ann.perform(codebook.create_code, name="Speed", parent=care)
    link = ann.perform(theory.relate, source=trust, target=care, type="leads to")
    ann.perform(theory.place_in_paradigm, category=care, role=ParadigmRole.PHENOMENON)
    ann.perform(models.make_model, name="Steps", template=ModelTemplate.STEPWISE)
    kind = ann.perform(properties.define_property, category=care, name="warmth")
    for who, at in ((ann, 5), (bob, 8)):
        key = study.apply(trust, at, at + 12, by=who)
        with who.read() as reader:
            place = next(row.quotation for row in codings(reader) if row.id == key)
        who.perform(theory.add_evidence, relation=link, quotation=place, stance=Stance.FOR)
        who.perform(properties.place_passages, property=kind, quotations=[place], place=30)
        who.perform(theory.write_memo, text="From before", codes=[speed])
    ann.perform(study_verbs.set_label, name="before")
    opened = ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    with ann.read() as reader:
        texts = [row.id for row in documents(reader)]
    for who in (ann, bob):
        for text in texts[:2]:
            ann.perform(team.assign, coder=who.coder, document=text, round=opened)
    study.close()


def work(who: OpenProject, word: str, *, shift: int = 0) -> None:
    """Do all that a coder can do in a blind round."""
    with who.read() as reader:
        by_name = {code.name: code.id for code in codes(reader)}
        texts = [row.id for row in documents(reader)]
        link, kind = relations(reader)[0].id, known_properties(reader)[0].id
        old = rounds(reader)[0].id
    own = who.perform(codebook.create_code, name=word, parent=by_name["Care"], definition="mine")
    second = who.perform(codebook.create_code, name=f"{word} too")
    for place, code in enumerate([by_name["Trust"], own, second]):
        for text in texts:
            at = 10 + shift + 5 * place
            key = who.perform(
                coding.apply_code, document=text, span=Span(at, at + 9), code=code, memo=word
            )
    who.perform(coding.apply_code, document=texts[2], span=Span(3, 9), code=own, round=old)
    with who.read() as reader:
        row = next(row for row in codings(reader) if row.id == key)
        revision = reader.revision
    who.perform(coding.resize, coding=key, span=Span(row.start, row.end + 3))
    with who.read() as reader:
        place = next(row.quotation for row in codings(reader) if row.id == key)
    who.perform(theory.add_evidence, relation=link, quotation=place, stance=Stance.AGAINST)
    who.perform(properties.place_passages, property=kind, quotations=[place], place=80)
    memo = who.perform(theory.write_memo, text=f"{word} alone", codes=[own], quotations=[place])
    who.perform(theory.change_memo, memo=memo, text=f"{word} again")
    who.perform(storyline.write_storyline, text=f"A line of {word}")
    who.perform(codebook.rename_code, code=second, name=f"{word} two", reason="clearer")
    who.perform(
        study_verbs.keep_result, name=word, kind="t", options={}, record={}, revision=revision
    )
    who.perform(team.finish_document, document=texts[0])
    who.perform(team.finish_document, document=texts[2])
    who.perform(coding.remove_coding, coding=key)
    who.undo()
    who.redo()
    who.undo()


def refused(who: OpenProject) -> None:
    """Try what no coder may do in a blind round."""
    from gtcoder.actions import merging
    from gtcoder.errors import GtcoderError

    with who.read() as reader:
        by_name = {code.name: code.id for code in codes(reader)}
    tries: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (merging.merge_codes, {"sources": [by_name["Trust"]], "target": by_name["Speed"]}),
        (codebook.define_code, {"code": by_name["Trust"], "definition": "new"}),
        (theory.relate, {"source": by_name["Speed"], "target": by_name["Care"], "type": "x"}),
        (theory.place_in_paradigm, {"category": by_name["Trust"], "role": ParadigmRole.STRATEGY}),
    ]  # fmt: skip
    for verb, arguments in tries:
        with pytest.raises(GtcoderError):
            who.perform(verb, reason="why", **arguments)


def asked(reader: Reader, *only: str) -> Iterator[tuple[str, Any]]:
    """Yield the answer of every question in gtcoder.queries, or in these modules, by its name.

    A question with an argument that is not known here fails the test: give it a value below.
    """
    values = _values(reader)
    for module in pkgutil.iter_modules(queries.__path__):
        if only and module.name not in only:
            continue
        loaded = importlib.import_module(f"gtcoder.queries.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            whole = f"{module.name}.{name}"
            if function.__module__ != loaded.__name__ or name.startswith("_"):
                continue
            parameters = list(inspect.signature(function).parameters.values())
            if not parameters or parameters[0].annotation != "Reader" or whole in _ELSEWHERE:
                continue
            wanted = [each for each in parameters[1:] if each.default is each.empty]
            for number, arguments in enumerate(_choices(whole, wanted, values)):
                yield f"{whole} {number}", said(function, reader, **arguments)


def said(function: Callable[..., Any], *given: Any, **arguments: Any) -> Any:
    """Return an answer, or the sentence with which it was refused."""
    from gtcoder.errors import GtcoderError

    try:
        answer = function(*given, **arguments)
    except GtcoderError as error:
        return str(error)
    return list(answer) if isinstance(answer, Iterator) else answer


# keeping keeps what others made; entry_rows.entry_rows is asked through the ledger
_ELSEWHERE = {"keeping.kept_now", "keeping.kept_while"}


def _choices(
    whole: str, wanted: Sequence[inspect.Parameter], values: dict[str, Sequence[Any]]
) -> list[dict[str, Any]]:
    names = [each.name for each in wanted]
    for each in names:
        assert whole in values or each in values, f"{whole}: no value for {each} in _values"
    if whole in values:
        return [dict(zip(names, given, strict=True)) for given in values[whole]]
    most = max((len(values[name]) for name in names), default=1)
    return [{n: values[n][place % len(values[n])] for n in names} for place in range(most)]


def _values(reader: Reader) -> dict[str, Sequence[Any]]:
    """Return values for the arguments of questions, by their name or that of the question."""
    import numpy as np

    mine = codings(reader)
    texts = [row.id for row in documents(reader)]
    book = [code.id for code in codes(reader)]
    table = coding_table(reader)
    ledger = entries(reader)
    keys = range(1, 800)  # any key that could be tried
    passes, now = rounds(reader), reader.revision
    return {
        "revision": sorted({*range(1, now, 5), *range(now - 4, now + 3)}),
        "entry": ledger, "entries": [ledger], "statement": [ENTRIES.order_by("revision")],
        "document": texts, "documents": [texts], "code": book, "codings": [list(keys)],
        "reliability.codes_then": [(np.array(table.id), np.array(table.code))],
        "reliability.repetition": [(each,) for each in passes],
        "ids": [list(keys)], "keys": [list(keys)], "quotations": [list(keys)],
        "coding": [row.id for row in mine] or [1], "table": [table],
        "ledger.who_changed_last": [(name, key) for name in ("coding", "code", "memo", "assignment")
                                    for key in (1, 2, 259, 260)],
        "round": [each.id for each in passes], "rounds": [[each.id for each in passes]],
        "written": ["Trust", "Alpha", "Beta", "Nothing"], "text": ["a", "customers", "Alpha"],
        "name": ["Invented interview 1", "Steps", "Ann", "Blind", "Alpha"],
        "label": ["before", "9"],
        "paradigm": [1], "model": [1], "instrument": [1], "scope": list(VariableScope),
        "offsets": [[0, 40, 90]], "span": [Span(5, 17), Span(10, 19)],
        "decision": [each.id for each in sampling(reader)] or [1],
        "instruments.foreseen": [], "sampling.proposal": [],
        "quotation": [1, 2, 259, 260], "passage": [1, 2, 259, 260],
        "new": ["Another text (invented).", "They went silent first."],
        "at": [0, 12], "step": [1, -1], "current": [None, 1, 259], "listed": [("P1", "Ann")],
        "passage_pages.passage_page": [(table, order, 100) for order in PassageOrder],
        "passages": [passages_of_codings(reader, table.id.tolist())],
        "since": [Moment(0, "start")], "until": [Moment(now, "now")],
        "moments": [[Moment(0, "start"), Moment(now // 2, "then"), Moment(now, "now")]],
        "said": ["", "before", "3", "2026-01-02"],
        "things": [[(about, key) for about in About for key in keys]],
        "book": [CodebookDraft(tuple(BookCode((name,), {"definition": "x"})
                                     for name in ("Trust", "Alpha", "Beta")))],
    }  # fmt: skip


def plain(value: Any) -> Any:
    """Return an answer as what can be compared and shown: rows as dicts, arrays as lists."""
    import dataclasses

    import networkx as nx
    import numpy as np

    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, nx.Graph):
        edges = value.edges(data=True)
        return [plain(dict(value.graph)), plain(list(value.nodes(data=True))), plain(list(edges))]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [each.name for each in dataclasses.fields(value)]
        return {name: plain(getattr(value, name)) for name in names}
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(each) for each in value)
    if callable(value) and hasattr(value, "__code__"):
        return value.__qualname__
    return str(value) if "object at 0x" not in repr(value) else type(value).__name__
