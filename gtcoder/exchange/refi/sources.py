"""Documents as TextSources, with their passages and codings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gtcoder.exchange.refi.beyond import with_beyond
from gtcoder.exchange.refi.cases import values_of
from gtcoder.exchange.refi.packed import ORIGIN_CODE, Row, pack_row
from gtcoder.exchange.refi.study import Outgoing, Positions, by_time, packed
from gtcoder.exchange.refi.xml import described, guid_text, moment_text, tag, value_of
from gtcoder.progress import Progress
from gtcoder.study_rows import Guid

QUOTED = 100
_BY_SELECTION = ("document_id", "start", "end", "coder_id")
_BY_CODING = ("quotation_id", "code_id", "coder_id", "round_id")


@dataclass(frozen=True)
class Sources:
    """The documents of a study with what lies in them."""

    study: Outgoing
    types: dict[Guid, str]

    @cached_property
    def _owned(self) -> Mapping[str, Mapping[Guid, list[Row]]]:
        of = self.study.owned
        tables = ("speaker", "turn", "variable_value")
        owned = {table: of(table, "document_id") for table in tables}
        return owned | {
            "quotation": of("quotation", "document_id", _in_text),
            "coding": of("coding", "quotation_id", by_time),
        }

    @cached_property
    def _versions(self) -> Mapping[Guid, Row]:
        return self.study.rows.by_guid("text_version")

    def written(self, progress: Progress) -> Iterator[str]:
        """Yield a TextSource for each document."""
        documents = self.study.documents
        for done, document in enumerate(documents):
            progress.step(done, len(documents), "writing")
            yield from self._source(document)

    def _source(self, document: Row) -> Iterator[str]:
        guid = document["guid"]
        quotations = self._owned["quotation"].get(guid, [])
        values = self._owned["variable_value"].get(guid, [])
        name = guid_text(guid)
        yield "<" + tag(
            "TextSource",
            {
                "guid": name,
                "name": document["name"],
                "plainTextPath": f"internal://{name}.txt",
                "creationDateTime": moment_text(document["created_at"]),
            },
        ) + ">\n"  # fmt: skip
        yield described(with_beyond("", self._extra(document, quotations, values)))
        text = self.study.texts[guid]
        place = Positions(text).utf16 if self.study.utf16 else int
        for quotation in quotations:
            yield self._selection(quotation, text, place)
        yield self.study.notes_on(guid)
        yield values_of(values, "variable_id", self.types)
        yield "</TextSource>\n"

    def _selection(self, quotation: Row, text: str, place: Callable[[int], int]) -> str:
        guid, start, end = quotation["guid"], quotation["start"], quotation["end"]
        user = f'creatingUser="{guid_text(quotation["coder_id"])}"'
        inner = at = ""
        for coding in self._owned["coding"].get(guid, ()):
            when = f' creationDateTime="{moment_text(coding["created_at"])}"'
            at = at or when
            inner += (
                f'<Coding guid="{guid_text(coding["guid"])}" {user}{when}>'
                f'<CodeRef targetGUID="{guid_text(coding["code_id"])}"/></Coding>\n'
            )
        notes = self.study.notes_on(guid)
        start_tag = (
            f'<PlainTextSelection guid="{guid_text(guid)}" '
            f'name="{value_of(self.study.said(quoted(text, start, end)))}" '
            f'startPosition="{place(start)}" endPosition="{place(end)}" {user}{at}'
        )
        if not (inner or notes):
            return f"{start_tag}/>\n"
        return f"{start_tag}>\n{inner}{notes}</PlainTextSelection>\n"

    def _extra(self, document: Row, quotations: list[Row], values: list[Row]) -> dict[str, Any]:
        guid = document["guid"]
        elsewhere = ("guid", "name", "version_id", "participant_id")
        told = pack_row("document", document, elsewhere, ("created_at",))
        # The case names the document of one who speaks in it alone, too: so this says which it is.
        of = document["participant_id"]
        told["participant_id"] = None if of is None else of.hex()
        version = self._versions[document["version_id"]]
        extra: dict[str, Any] = {
            "document": told,
            "text_version": pack_row(
                "text_version", version, ("document_id", "characters", "edits")
            ),
        }
        for table in ("speaker", "turn"):
            rows = self._owned[table].get(guid)
            if rows:
                extra[table] = packed(table, rows, "document_id")
        if quotations:
            extra["quotation"] = packed("quotation", quotations, *_BY_SELECTION)
        codings = [
            row for each in quotations for row in self._owned["coding"].get(each["guid"], ())
        ]
        if codings:
            plain = [_without_own_code(row) for row in codings]
            extra["coding"] = packed("coding", plain, *_BY_CODING, seconds=("created_at",))
        if values:
            without = ("value", "document_id", "participant_id")
            extra["variable_value"] = packed("variable_value", values, *without)
        return extra


def quoted(text: str, start: int, end: int) -> str:
    """Return the words of a passage on one line, at most 100 characters and then “…”."""
    words = text[start : min(end, start + QUOTED)].replace("\n", " ").replace("\t", " ")
    return f"{words}…" if end - start > QUOTED else words


def _without_own_code(row: Row) -> Row:
    return {**row, ORIGIN_CODE: None} if row[ORIGIN_CODE] == row["code_id"] else row


def _in_text(row: Row) -> tuple[int, int, Guid]:
    return (row["start"], row["end"], row["guid"])
