"""Variables, and participants as cases with values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from gtcoder.exchange.refi.packed import Row
from gtcoder.exchange.refi.study import Outgoing, by_name, packed
from gtcoder.exchange.refi.xml import element, guid_text, reference, text_element
from gtcoder.study_rows import Guid

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def kind_of(values: Collection[str]) -> str:
    """Return the type of a variable whose values are these; each is written as it stands."""
    if values and all(map(_INTEGER.fullmatch, values)):
        return "Integer"
    if values and all(map(_FLOAT.fullmatch, values)):
        return "Float"
    return "Date" if values and all(map(_is_day, values)) else "Text"


def _is_day(value: str) -> bool:
    if not _DAY.fullmatch(value):
        return False
    try:
        return date.fromisoformat(value).year > 0
    except ValueError:
        return False


def kinds(study: Outgoing) -> dict[Guid, str]:
    """Return the type of each variable."""
    values = study.owned("variable_value", "variable_id")
    return {
        row["guid"]: kind_of([each["value"] for each in values.get(row["guid"], ())])
        for row in study.rows.rows("variable")
    }


def variables(study: Outgoing, types: dict[Guid, str]) -> Iterator[str]:
    """Yield the variables of documents and participants."""
    for row in study.sorted("variable", lambda row: (row["scope"], *by_name(row))):
        names = {"guid": guid_text(row["guid"]), "name": row["name"]}
        yield element("Variable", {**names, "typeOfVariable": types[row["guid"]]})


def case_rows(study: Outgoing) -> dict[str, Row]:
    """Return what the elements do not say of variables and participants, for the project."""
    values = [row for row in study.rows.rows("variable_value") if row["participant_id"]]
    rows = {
        "variable": packed("variable", list(study.rows.rows("variable")), "name"),
        "participant": packed("participant", list(study.rows.rows("participant")), "name"),
        "variable_value": packed("variable_value", values, "value", "document_id"),
    }
    return {table: each for table, each in rows.items() if each}


def values_of(rows: list[Row], of: str, types: dict[Guid, str]) -> str:
    """Return VariableValues, in the order of their variables."""
    return "".join(
        element(
            "VariableValue",
            children=(
                reference("VariableRef", row[of]),
                text_element(f"{types[row[of]]}Value", row["value"]),
            ),
        )
        for row in sorted(rows, key=lambda row: (row[of], row["guid"]))
    )


def persons(study: Outgoing, types: dict[Guid, str]) -> Iterator[str]:
    """Yield the participants, with their documents, or their passages in texts of several."""
    values = study.owned("variable_value", "participant_id")
    sources, selections = _where(study)
    for row in study.sorted("participant", by_name):
        mine = values.get(row["guid"], [])
        yield element(
            "Case",
            {"guid": guid_text(row["guid"]), "name": row["name"]},
            (
                values_of(mine, "variable_id", types),
                *(reference("SourceRef", guid) for guid in sources.get(row["guid"], ())),
                *(reference("SelectionRef", guid) for guid in selections.get(row["guid"], ())),
            ),
        )


def _where(study: Outgoing) -> tuple[dict[Guid, list[Guid]], dict[Guid, list[Guid]]]:
    """Return the documents of each participant, and passages where several speak in a text."""
    sources: dict[Guid, list[Guid]] = {}
    selections: dict[Guid, list[Guid]] = {}
    speakers = study.owned("speaker", "document_id")
    turns, quotations = study.owned("turn", "document_id", _first), None
    for document in study.documents:
        there = {row["guid"]: row["participant_id"] for row in speakers.get(document["guid"], ())}
        people = {document["participant_id"], *there.values()} - {None}
        if len(people) == 1:
            sources.setdefault(people.pop(), []).append(document["guid"])
        elif people:
            quotations = quotations or study.owned("quotation", "document_id", _first)
            said = [(t["start"], t["end"], there[t["speaker_id"]])
                    for t in turns.get(document["guid"], ()) if t["speaker_id"]]  # fmt: skip
            for person, guid in _spoken(said, quotations.get(document["guid"], [])):
                selections.setdefault(person, []).append(guid)
    return sources, selections


def _spoken(
    turns: list[tuple[int, int, Guid | None]], quotations: list[Row]
) -> Iterator[tuple[Guid, Guid]]:
    """Yield the passages that lie in one turn, with who speaks there; both come in order."""
    at = 0
    for quotation in quotations:
        while at < len(turns) and turns[at][1] <= quotation["start"]:
            at += 1
        if at < len(turns):
            start, end, person = turns[at]
            if person and start <= quotation["start"] and quotation["end"] <= end:
                yield person, quotation["guid"]


def _first(row: Row) -> tuple[int, int, Guid]:
    return (row["start"], row["end"], row["guid"])
