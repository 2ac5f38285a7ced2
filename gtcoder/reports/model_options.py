"""What of the study a drawn model shows: filters in words, and the counts they leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gtcoder import __version__
from gtcoder.analysis.tallies import expanded, paired
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.queries import people
from gtcoder.queries.codebook import CodeRow, attributes, find_code, memberships, nearest
from gtcoder.queries.frames import UNKNOWN
from gtcoder.reports.base import listing, number_of
from gtcoder.reports.code_rows import all_codes, code_rows
from gtcoder.reports.columns import whose_words
from gtcoder.reports.kept import kept
from gtcoder.reports.selection import Chosen, Longs, Selection, among, choose
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import CodeId, CodeLevel

Pair = tuple[str, str]
_YES = frozenset({"yes", "true", "on", "1"})
LEVEL = "level"


@dataclass(frozen=True, slots=True)
class ModelOptions(Selection):
    """What a model shows: all of the study unless narrowed.

    `attributes` and `people` are pairs of name and value: of codes, and of participants; several
    values of one name allow each of them. `root` is the path of the category whose tree is shown,
    `depth` how many levels of it (0 all), `passages` the least a code must have, `by` the attribute
    that names the levels of a matrix; `paths` lays the participants' paths over the model;
    `size_by` “passages” draws boxes of a network as large as what they rest on.
    """

    attributes: tuple[Pair, ...] = ()
    levels: tuple[CodeLevel, ...] = ()
    root: str = ""
    depth: int = 0
    passages: int = 0
    people: tuple[Pair, ...] = ()
    relations: tuple[str, ...] = ()
    by: str = LEVEL
    paths: bool = False
    size_by: str = ""

    @property
    def narrows(self) -> bool:
        """Whether codes are left out."""
        return bool(self.attributes or self.levels or self.passages)

    @property
    def said(self) -> str:
        """The filters in words; empty where nothing is left out."""
        parts = [_values("codes with", self.attributes)] if self.attributes else []
        if self.levels:
            parts.append(f"codes of level {_either(self.levels)}")
        if self.root:
            parts.append(f"below “{self.root}”")
        if self.depth:
            parts.append(f"{number_of(self.depth, 'level')} deep")
        if self.passages:
            parts.append(f"codes with {number_of(self.passages, 'passage')} or more")
        if self.people:
            parts.append(_values("the words of participants with", self.people))
        if self.relations:
            parts.append(f"relations of type {_either(self.relations)}")
        return f"Only {'; '.join(parts)}." if parts else ""


def model_options(
    reader: Reader, pairs: Iterable[Pair], *, lenient: bool = False
) -> tuple[ModelOptions, tuple[str, ...]]:
    """Return the options that written filters say, and the names that mean nothing here.

    A name is one of level, root, depth, passages, relations, by, paths and size_by, else an
    attribute of
    codes, else a variable of participants. Unless `lenient`, an unknown name is refused.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name.strip(), []).append(value.strip())
    of_codes = {name for values in attributes(reader).values() for name in values}
    of_people = {name for person in people.participants(reader) for name in person.variables}
    chosen = dict(_option(name, said[-1]) for name, said in given.items() if name in _OPTIONS)
    attribute_pairs, people_pairs, strange = [], [], []
    for name, written in given.items():
        if name in _OPTIONS:
            continue
        if name in of_codes:
            attribute_pairs += [(name, value) for value in written]
        elif name in of_people:
            people_pairs += [(name, value) for value in written]
        else:
            strange.append(name)
    if strange and not lenient:
        raise NotFound(
            "Nothing in the study is called “{name}”, to filter by. Nearest: {near}. Nothing was "
            "drawn.",
            name=strange[0],
            near=nearest(strange[0], (*_OPTIONS, *sorted(of_codes), *sorted(of_people))),
        )
    if not lenient and "root" in chosen:
        find_code(reader, chosen["root"])
    chosen |= {"attributes": tuple(attribute_pairs), "people": tuple(people_pairs)}
    return ModelOptions(**chosen), tuple(strange)


def _option(name: str, text: str) -> tuple[str, Any]:
    try:
        if name == "level":
            return "levels", tuple(CodeLevel(each) for each in _several(text))
        if name in ("depth", "passages"):
            return name, _whole(text)
    except ValueError:
        raise InvalidInput(
            "The filter {name} cannot be “{value}”. Nothing was drawn.", name=name, value=text
        ) from None
    if name == "relations":
        return name, _several(text)
    return name, text.casefold() in _YES if name == "paths" else text


_OPTIONS = ("level", "root", "depth", "passages", "relations", "by", "paths", "size_by")


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _either(names: Iterable[str]) -> str:
    return " or ".join(map(str, names))


def _values(what: str, pairs: Iterable[Pair]) -> str:
    by_name: dict[str, list[str]] = {}
    for name, value in pairs:
        by_name.setdefault(name, []).append(value)
    said = listing([f"{name} = {_either(values)}" for name, values in by_name.items()])
    return f"{what} {said}"


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """What the codes in use rest on under the options, and which of them are to be shown."""

    codes: Mapping[CodeId, CodeRow]
    passages: Mapping[CodeId, int]
    participants: Mapping[CodeId, int]
    total: int
    passing: frozenset[CodeId] | None
    options: ModelOptions
    counted: str  # what the counts are of, for the figure's foot
    provenance: str

    def shows(self, code: CodeId) -> bool:
        """Tell whether the filters let a code in use be seen."""
        levels = self.options.levels
        return (
            (self.passing is None or code in self.passing)
            and (not levels or self.codes[code].level in levels)
            and self.passages.get(code, 0) >= self.options.passages
        )


def counts_for(reader: Reader, options: ModelOptions) -> Counts:
    """Return the counts; kept until other options or the next revision."""
    return kept(reader, "model counts", options, lambda: _counts(reader, options))


def _counts(reader: Reader, options: ModelOptions) -> Counts:
    chosen = choose(reader, options)
    in_use = {code.id: code for code in all_codes(reader) if not code.retired}
    matching = _matching(reader, options.attributes) if options.attributes else None
    everybody = people.participants(reader)
    those = {person.id for person in everybody if _has(person.variables, options.people)}
    rows = code_rows(reader, chosen)
    own = rows.own(chosen)
    if matching is not None:
        own = own.at(np.flatnonzero(among(chosen.table.code, matching)))
    counted = rows.rolled_up(reader, own)
    whole = whose_words(reader)
    source, person = expanded(chosen.place[counted.place], whole.ends, whole.participant)
    if options.people:
        theirs = among(np.maximum(person, 0), those) & (person != UNKNOWN)
        source, person = source[theirs], person[theirs]
    row, span = counted.row[source], counted.spans.number[source]
    known = person != UNKNOWN
    return Counts(
        codes=in_use,
        passages=_distinct(rows.codes, row, span),
        participants=_distinct(rows.codes, row[known], person[known]),
        total=sum(1 for each in everybody if each.documents and each.id in those),
        passing=None if matching is None else _with_what_they_serve(reader, matching),
        options=options,
        counted=_counted(chosen),
        provenance=f"Study “{reader.study.title}”, revision {reader.revision}, "
        f"gtcoder {__version__}.",
    )


def _distinct(codes: tuple[CodeRow, ...], row: Longs, of: Longs) -> dict[CodeId, int]:
    """Return for each code how many different numbers stand beside its row."""
    first = np.unique(paired(row, of.astype(np.int64)), return_index=True)[1]
    found = np.bincount(row[first], minlength=len(codes))
    return {code.id: int(count) for code, count in zip(codes, found, strict=True)}


def _has(values: Mapping[str, str], wanted: Iterable[Pair]) -> bool:
    allowed: dict[str, set[str]] = {}
    for name, value in wanted:
        allowed.setdefault(name, set()).add(value)
    return all(values.get(name) in those for name, those in allowed.items())


def _matching(reader: Reader, wanted: Iterable[Pair]) -> frozenset[CodeId]:
    """Return the codes with these attributes; without a value of its own one has its category's."""
    given = attributes(reader)
    values: dict[CodeId, dict[str, str]] = {}
    for code in all_codes(reader):  # parents come first
        above = values.get(code.parent, {}) if code.parent is not None else {}
        values[code.id] = {**above, **given.get(code.id, {})}
    pairs = tuple(wanted)
    return frozenset(code for code, said in values.items() if _has(said, pairs))


def _with_what_they_serve(reader: Reader, codes: Iterable[CodeId]) -> frozenset[CodeId]:
    above: dict[CodeId, list[CodeId]] = {
        code.id: [code.parent] for code in all_codes(reader) if code.parent is not None
    }
    for category, members in memberships(reader).items():
        for member in members:
            above.setdefault(member, []).append(category)
    found: set[CodeId] = set()
    waiting = list(codes)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting += above.get(code, ())
    return frozenset(found)


def _counted(chosen: Chosen) -> str:
    whose = listing(chosen.voices) + (" taken together" if chosen.several else "")
    return f"Passages: distinct stretches of text of {whose}, {chosen.round}."
