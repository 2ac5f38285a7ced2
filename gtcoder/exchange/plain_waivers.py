"""Findings of a plain-text study that are let pass, by the names of what they are on."""

from __future__ import annotations

from pathlib import Path

from gtcoder.batch import FileNote
from gtcoder.exchange.plain_codebook import CodePaths
from gtcoder.exchange.plain_pages import Pages
from gtcoder.exchange.plain_project import ProjectFile
from gtcoder.exchange.plain_tables import Row, read_table
from gtcoder.plan import WaiverDraft
from gtcoder.queries import theory
from gtcoder.queries.grounds import dimensions, typed_relations
from gtcoder.queries.waivers import WaiverRow, waivers
from gtcoder.vocabulary import CheckRule, CodeId

WAIVERS = "waivers.csv"
# A code alone is what the finding is on; with type and target it is the relation, with a property
# that one. A paradigm beside them says on which board, alone it is what the finding is on. Of two
# codes of a domain that lie on one another the target is the other one.
COLUMNS = ("code", "type", "target", "property", "paradigm", "model", "detail")
_BOARDS_IN_DETAIL = frozenset(
    {CheckRule.PLACED_UNRELATED, CheckRule.FORBIDDEN_LINK, CheckRule.FORBIDDEN_TYPE}
)


def read_waivers(
    folder: Path, project: ProjectFile, paths: CodePaths
) -> tuple[tuple[WaiverDraft, ...], list[FileNote]]:
    """Return what is let pass; the table may be missing."""
    table = read_table(folder, WAIVERS, needs=("rule", "coder", "reason"), may=COLUMNS)
    drafts = tuple(_draft(row, project, paths) for row in table.rows)
    return drafts, list(table.notes)


def _draft(row: Row, project: ProjectFile, paths: CodePaths) -> WaiverDraft:
    return WaiverDraft(
        rule=row.choice("rule", CheckRule),
        coder=project.coder(row.needed("coder"), row.place),
        reason=row.needed("reason"),
        code=_code(row, "code", paths),
        type=row["type"],
        target=_code(row, "target", paths),
        property=row["property"],
        paradigm=row["paradigm"],
        model=row["model"],
        detail=row["detail"],
        place=row.place,
    )


def _code(row: Row, column: str, paths: CodePaths) -> int | None:
    return paths.find(row[column], row.place) if row[column] else None


def write_waivers(pages: Pages) -> None:
    """Write what is let pass, where the folder holds what it is on."""
    every = waivers(pages.reader)
    if not every:
        return
    named = _Named(pages)
    rows = [(each, named.cells(each)) for each in every]
    found = [
        (each.rule, each.coder, each.reason, *cells) for each, cells in rows if cells is not None
    ]
    pages.table(WAIVERS, ("rule", "coder", "reason", *COLUMNS), found)
    pages.lose(len(every) - len(found), "findings let pass on what is not in the folder")


class _Named:
    """What findings are on, by name."""

    def __init__(self, pages: Pages) -> None:
        reader = pages.reader
        self._paths = pages.paths
        self._links = {row.id: row for row in typed_relations(reader)}
        self._boards: dict[int, str] = {
            board.id: board.name
            for board in theory.paradigms(reader)
            if any(place.category in pages.paths for place in board.placements)
        }
        self._properties = {row.id: row for row in dimensions(reader)}
        self._models: dict[int, str] = {model.id: model.name for model in theory.models(reader)}

    def cells(self, waiver: WaiverRow) -> tuple[str, ...] | None:
        """Return the cells of `COLUMNS`; None where a name of them is not in the folder."""
        known: dict[str, str | None] = {}
        on_board = waiver.rule in _BOARDS_IN_DETAIL
        if on_board:
            board = int(waiver.detail) if waiver.detail.isdecimal() else 0
            known["paradigm"] = self._boards.get(board)
        elif waiver.rule == CheckRule.DOMAIN_OVERLAP and waiver.detail.isdecimal():
            known["target"] = self._paths.get(CodeId(int(waiver.detail)))
        else:
            known["detail"] = waiver.detail
        known |= self._thing(waiver)
        if None in known.values():
            return None
        return tuple(known.get(column) or "" for column in COLUMNS)

    def _thing(self, waiver: WaiverRow) -> dict[str, str | None]:
        key = waiver.key
        if waiver.thing == "code":
            return {"code": self._paths.get(CodeId(key))}
        if waiver.thing == "relation":
            link = self._links[key]
            ends = (self._paths.get(CodeId(end)) for end in (link.source, link.target))
            return dict(zip(("code", "target", "type"), (*ends, link.type), strict=True))
        if waiver.thing == "property":
            row = self._properties[key]
            return {"code": self._paths.get(CodeId(row.category)), "property": row.name}
        names = {"paradigm": self._boards, "model": self._models}
        return {} if waiver.thing == "study" else {waiver.thing: names[waiver.thing].get(key)}
