"""What a comparison of coders returns: one record for each number, ready to print and to keep."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Over(StrEnum):
    """What a value was computed over."""

    POOLED = "pooled"
    MEAN = "mean"
    CODE = "code"
    DOMAIN = "domain"
    DOCUMENT = "document"
    GROUP = "group"
    UNITS = "units"


@dataclass(frozen=True, slots=True)
class AgreementRecord:
    """One number of agreement, never without its unit, sample, coefficient and year.

    `value` is None where `status` is “undefined”; `reason` is the code of that and `note` says it
    in words, with all else a reader must know. `over`: pooled (one table of all codes), mean (of
    the codes' own values), code, domain (its codes as values that exclude one another; `code` is
    its name), document, group (documents of one value of a variable), or units of a given table.
    `units` counts those that could be compared. `below_667` and `below_800` are shares of
    resamples. `group` names the value of the variable, or the domain a code was told apart in. `se`
    is the standard error by a formula, which only unrelated units have.
    """

    coefficient: str
    source: str
    value: float | None
    status: str
    reason: str
    interval: tuple[float, float] | None
    unit: str
    coders: tuple[str, ...]
    documents: tuple[str, ...]
    sample: str
    round: str
    code: str | None
    uncoded: str | None
    note: str
    over: Over
    observed: float | None
    expected: float | None
    units: int
    resamples: int
    undefined_resamples: int
    below_667: float | None
    below_800: float | None
    seed: int | None
    q: int
    q_declared: bool
    variant: str = ""
    group: str = ""
    se: float | None = None

    @property
    def asked_as(self) -> str:
        """The coefficient as it is asked for: its name, and its variant where it has one."""
        return f"{self.coefficient}:{self.variant}" if self.variant else self.coefficient

    def as_dict(self) -> dict[str, Any]:
        """Return the record as plain lists, numbers and strings."""
        plain = asdict(self)
        for name in ("interval", "coders", "documents"):
            plain[name] = None if plain[name] is None else list(plain[name])
        return {**plain, "over": self.over.value}


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """Codings of two coders in one document (None: in all), matched one to one.

    A coder's own overlapping codings of one code are counted as one.
    """

    document: str | None
    coder_a: str
    coder_b: str
    codings_a: int
    codings_b: int
    matched: int

    @property
    def percent(self) -> float | None:
        """100 · 2M / (N₁ + N₂) (Holsti 1969), None where neither coded anything."""
        made = self.codings_a + self.codings_b
        return 200 * self.matched / made if made else None


@dataclass(frozen=True, slots=True)
class AgreementResults:
    """The records of a comparison, and Holsti's table per interview where it was asked for."""

    records: tuple[AgreementRecord, ...]
    matched: tuple[MatchedRow, ...] = ()

    def as_dicts(self) -> list[dict[str, Any]]:
        """Return the records as plain dictionaries."""
        return [record.as_dict() for record in self.records]
