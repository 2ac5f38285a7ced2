"""The codebook as a table, as it stands or as it stood at a label or an entry of the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gtcoder.errors import NotFound
from gtcoder.progress import Progress
from gtcoder.queries.codebook import CodeRow, attributes, in_tree_order, memberships
from gtcoder.queries.ledger import revision_of
from gtcoder.reports.base import Basis, Report, Row, number_of, report, written
from gtcoder.reports.code_rows import all_codes
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodeLevel


@dataclass(frozen=True, slots=True)
class CodebookOptions:
    """The options of the codebook."""

    at: str = field(
        default="",
        metadata={"help": "a label or the number of an entry; without one: as it is now"},
    )
    retired: bool = field(
        default=False, metadata={"help": "also codes that are retired or merged, and into what"}
    )


@dataclass(frozen=True, slots=True)
class _Codebook:
    """The codes in the tree's order with their attributes, and what serves each category."""

    codes: tuple[CodeRow, ...]
    attributes: Mapping[CodeId, Mapping[str, str]]
    members: Mapping[CodeId, tuple[CodeId, ...]]


@report("codebook", "Codebook", CodebookOptions)
def codebook(reader: Reader, options: CodebookOptions, progress: Progress) -> Report:
    """Return one row per code or category: path, level, definition, rule, origin, attributes."""
    progress.step(0, 1, "reading the codebook")
    revision = _revision(reader, options.at)
    book = _now(reader) if revision is None else _at(reader, revision)
    shown = [code for code in book.codes if options.retired or not code.retired]
    above = _also_under(book)
    names = list(dict.fromkeys(name for each in book.attributes.values() for name in each))
    optional = (
        *(["when not to use"] if any(code.when_not for code in shown) else []),
        *(["example"] if any(code.example for code in shown) else []),
        *(["also under"] if above else []),
        *(["domain"] if any(code.domain for code in shown) else []),
        *(["status"] if options.retired else []),
    )
    basis = _basis(reader, options, revision, shown)
    return Report(
        name="codebook",
        title="Codebook" if revision is None else f"Codebook as of {_moment(options.at)}",
        columns=("code", "level", "definition", "rule", "origin", *optional, *names),
        rows=tuple(_row(code, book, above, optional, names) for code in shown),
        sentences=basis.sentences(reader),
        provenance=basis.provenance(reader),
        repeats=("code",),
    )


def _revision(reader: Reader, at: str) -> int | None:
    if not at:
        return None
    revision = revision_of(reader, at)
    if not 1 <= revision <= reader.revision:
        raise NotFound(
            "There is no entry {revision}; the ledger has the entries 1 to {last}. Nothing was "
            "written.",
            revision=revision,
            last=reader.revision,
        )
    return revision


def _moment(at: str) -> str:
    return f"entry {at}" if at.isdecimal() else f"“{at}”"


def _now(reader: Reader) -> _Codebook:
    return _Codebook(all_codes(reader), attributes(reader), memberships(reader))


def _at(reader: Reader, revision: int) -> _Codebook:
    tables = ["code", "attribute", "attribute_value", "membership"]
    state = reader.rows_at(revision, tables)
    names = {key: row["name"] for key, row in sorted(state["attribute"].items())}
    values: dict[CodeId, dict[str, str]] = {}
    for row in state["attribute_value"].values():
        values.setdefault(CodeId(row["code_id"]), {})[names[row["attribute_id"]]] = row["value"]
    members: dict[CodeId, tuple[CodeId, ...]] = {}
    for row in sorted(state["membership"].values(), key=lambda row: (row["rank"], row["id"])):
        category = CodeId(row["category_id"])
        members[category] = (*members.get(category, ()), CodeId(row["code_id"]))
    return _Codebook(tuple(in_tree_order(list(state["code"].values()))), values, members)


def _also_under(book: _Codebook) -> dict[CodeId, str]:
    """Return, code by code, the further categories it serves."""
    paths = {code.id: code.written for code in book.codes}
    found: dict[CodeId, list[str]] = {}
    for category, members in book.members.items():
        for member in members:
            found.setdefault(member, []).append(paths[category])
    return {code: "; ".join(categories) for code, categories in found.items()}


def _row(
    code: CodeRow,
    book: _Codebook,
    above: Mapping[CodeId, str],
    optional: tuple[str, ...],
    names: list[str],
) -> Row:
    more = {
        "when not to use": code.when_not,
        "example": code.example,
        "also under": above.get(code.id, ""),
        "domain": "its codes exclude one another" if code.domain else "",
        "status": _status(code, book),
    }
    values = book.attributes.get(code.id, {})
    return (
        code.path,
        str(code.level),
        code.definition,
        code.rule,
        code.origin,
        *(more[name] for name in optional),
        *(values.get(name, "") for name in names),
    )


def _status(code: CodeRow, book: _Codebook) -> str:
    if code.merged_into is not None:
        target = next(each.path for each in book.codes if each.id == code.merged_into)
        return f"merged into {written(target)}"
    return "retired" if code.retired else "in use"


def _basis(
    reader: Reader, options: CodebookOptions, revision: int | None, shown: list[CodeRow]
) -> Basis:
    plain = sum(code.level is CodeLevel.OPEN for code in shown)
    categories = number_of(len(shown) - plain, "category", "categories")
    use = "in use, retired or merged" if options.retired else "in use"
    more = {"codes": plain, "categories": len(shown) - plain}
    if revision is not None:
        more |= {"as_of": revision}
    moment = "" if revision is None else f"as of {_moment(options.at)}"
    return Basis(
        counted=f"{number_of(plain, 'code')} and {categories} {use}",
        whose="the study's codebook",
        sample=moment if options.at.isdecimal() or not moment else f"{moment} (entry {revision})",
        more=more,
    )
