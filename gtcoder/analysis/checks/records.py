"""What the checks read of a theory, and what they find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from gtcoder.vocabulary import CheckRule, CodeLevel, ParadigmRole


class Severity(StrEnum):
    """How much a finding weighs: against a rule, something missing, or worth a look."""

    FAULT = "fault"
    GAP = "gap"
    HINT = "hint"


class Thing(StrEnum):
    """What a finding is on; the study stands for what is on nothing in particular."""

    CODE = "code"
    RELATION = "relation"
    PARADIGM = "paradigm"
    PROPERTY = "property"
    MODEL = "model"
    STUDY = "study"


@dataclass(frozen=True, slots=True)
class Where:
    """The thing a finding is on, by its key: where it is mended; `detail` parts findings on it.

    A waiver holds for the same rule, thing and detail, whatever the things are called.
    """

    thing: Thing
    key: int = 0
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """Text `[start, end)` of a document by its key and name, and who coded it."""

    document: int
    start: int
    end: int
    name: str = ""
    coder: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; `keys` are the paths of the categories concerned, in their order.

    `places` are the passages it stands on, where it stands on passages.
    """

    rule: CheckRule
    subject: str
    message: str
    where: Where
    keys: tuple[str, ...] = ()
    severity: Severity = Severity.GAP
    places: tuple[PlaceFact, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeFact:
    """A code or category; passages and participants are of it and of all that serves it.

    `serves` are the further categories beside `parent`. A merged code is not among the facts.
    """

    key: int
    name: str
    path: str
    level: CodeLevel
    definition: str = ""
    parent: int | None = None
    serves: tuple[int, ...] = ()
    retired: bool = False
    passages: int = 0
    participants: int = 0


@dataclass(frozen=True, slots=True)
class TypeFact:
    """A kind of relation; without a `grammar` of its own the paradigm's holds."""

    name: str
    inverse: str = ""
    directed: bool = True
    acyclic: bool = False
    grammar: frozenset[tuple[ParadigmRole, ParadigmRole]] = frozenset()


@dataclass(frozen=True, slots=True)
class RelationFact:
    """A relation with its evidence: passages for and against it, negative cases among the latter.

    `unexplained` counts the negative cases without a note, `participants` those who speak for it.
    """

    key: int
    type: TypeFact
    source: int
    target: int
    evidence_for: int = 0
    evidence_against: int = 0
    unexplained: int = 0
    participants: int = 0


@dataclass(frozen=True, slots=True)
class PropertyFact:
    """A property of a category with its two ends; `unexplained`: negative cases without a note."""

    key: int
    category: int
    name: str
    low: str = ""
    high: str = ""
    passages: int = 0
    unexplained: int = 0


@dataclass(frozen=True, slots=True)
class ParadigmFact:
    """A paradigm: the role of each category on its board."""

    key: int
    name: str
    roles: Mapping[int, ParadigmRole]

    def within(self, role: ParadigmRole) -> list[int]:
        """Return the categories in a role."""
        return [key for key, each in self.roles.items() if each is role]


@dataclass(frozen=True, slots=True)
class StepsFact:
    """A stepwise model: its steps (key and label), and the keys of nodes that have an edge."""

    key: int
    name: str
    steps: tuple[tuple[str, str], ...]
    linked: frozenset[str]


@dataclass(frozen=True, slots=True)
class OverlapFact:
    """Two codes of a domain that the same coder gave to the same text in one round."""

    domain: int
    code: int
    other: int
    places: tuple[PlaceFact, ...]


@dataclass(frozen=True)
class Facts:
    """All that the checks read.

    `people` counts the participants of the study, `told` the categories that storylines link to
    (None: nobody has written one), `judged` the categories judged as the core.
    """

    codes: Mapping[int, CodeFact]
    relations: tuple[RelationFact, ...] = ()
    paradigms: tuple[ParadigmFact, ...] = ()
    properties: tuple[PropertyFact, ...] = ()
    models: tuple[StepsFact, ...] = ()
    told: frozenset[int] | None = None
    judged: frozenset[int] = frozenset()
    people: int = 0
    overlaps: tuple[OverlapFact, ...] = ()

    @cached_property
    def placed(self) -> frozenset[int]:
        """The categories on a board."""
        return frozenset(key for board in self.paradigms for key in board.roles)

    @cached_property
    def related(self) -> frozenset[int]:
        """The categories that a relation joins."""
        ends = (end for each in self.relations for end in (each.source, each.target))
        return frozenset(ends)

    @cached_property
    def in_use(self) -> tuple[CodeFact, ...]:
        """The codes that are not retired, in their order."""
        return tuple(code for code in self.codes.values() if not code.retired)

    @cached_property
    def categories(self) -> tuple[CodeFact, ...]:
        """The categories in use: by their level, or because they are placed or related."""
        theory = self.placed | self.related
        return tuple(
            code for code in self.in_use if code.level is not CodeLevel.OPEN or code.key in theory
        )

    @cached_property
    def members(self) -> dict[int, list[int]]:
        """What lies right below each code or serves it, of the codes in use."""
        found: dict[int, list[int]] = {}
        for code in self.in_use:
            for above in (code.parent, *code.serves):
                if above is not None:
                    found.setdefault(above, []).append(code.key)
        return found

    @cached_property
    def cores(self) -> tuple[CodeFact, ...]:
        """The core categories in use."""
        return tuple(code for code in self.in_use if code.level is CodeLevel.CORE)

    @property
    def core(self) -> CodeFact | None:
        """The core category, where there is exactly one."""
        return self.cores[0] if len(self.cores) == 1 else None

    @property
    def axial_begun(self) -> bool:
        """Whether codes are being put together: there is a category."""
        return bool(self.categories)

    @property
    def selective_begun(self) -> bool:
        """Whether the core is being looked for, or the story told."""
        levels = (code.level in (CodeLevel.SELECTIVE, CodeLevel.CORE) for code in self.in_use)
        return any(levels) or bool(self.judged) or self.told is not None

    def name(self, key: int) -> str:
        """Return what a code is called."""
        return self.codes[key].name if key in self.codes else "–"

    def path(self, key: int) -> str:
        """Return a code's path as people write it."""
        return self.codes[key].path if key in self.codes else ""

    def sentence(self, relation: RelationFact) -> str:
        """Return a relation as it reads."""
        return f"{self.name(relation.source)} {relation.type.name} {self.name(relation.target)}"
