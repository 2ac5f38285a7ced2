"""Names to offer for the options of reports, and the tables that were kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gtcoder.queries.ledger import ResultRow, labels, results
from gtcoder.store.reader import Reader
from gtcoder.ui.tables.answer import REPORT
from gtcoder.vocabulary import VariableScope

ALL = "all"
_STATES = ("at", "since", "label", "from", "to")  # options that take a labelled state


@dataclass(frozen=True, slots=True)
class Facts:
    """What the study holds that options name; the reports there are; the tables kept.

    `words` says how names are called that are written otherwise, by option and name.
    """

    suggest: Mapping[str, tuple[str, ...]]
    reports: tuple[tuple[str, str], ...]
    kept: tuple[ResultRow, ...]
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)


def facts_of(reader: Reader) -> Facts:
    """Read what there is to choose from."""
    from gtcoder.reports import REPORTS
    from gtcoder.ui.agreement.facts import coefficients

    named = {each.id: f"{each.name} ({each.source})" for each in coefficients()}
    one, several = "coefficient", "coefficients"
    return Facts(
        suggest={**_of_study(reader), **_of_theory(reader), one: (*named,), several: (*named,)},
        reports=tuple((name, kind.title) for name, kind in REPORTS),
        kept=tuple(row for row in reversed(results(reader)) if row.kind == REPORT),
        words={(option, key): name for option in (one, several) for key, name in named.items()},
    )


def _of_study(reader: Reader) -> dict[str, tuple[str, ...]]:
    from gtcoder.queries import passages, people

    coders = tuple(row.name for row in people.coders(reader))
    rounds = tuple(row.name for row in people.rounds(reader))
    own = people.variables(reader, VariableScope.DOCUMENT)
    variables = dict.fromkeys(name for each in own.values() for name in each)
    for person in people.participants(reader):
        variables.update(dict.fromkeys(person.variables))
    return {
        "coders": coders,
        "coder": coders,
        "documents": tuple(row.name for row in passages.documents(reader)),
        "round": (*rounds, ALL) if len(rounds) > 1 else rounds,
        "sample": ("finished", ALL),
        "variable": tuple(variables),
        "dates": tuple(variables),
        **dict.fromkeys(_STATES, tuple(row.name for row in labels(reader))),
    }


def _of_theory(reader: Reader) -> dict[str, tuple[str, ...]]:
    from gtcoder.queries.codebook import codes
    from gtcoder.queries.instruments import instruments
    from gtcoder.queries.models import models
    from gtcoder.queries.theory import paradigms

    written = tuple(row.written for row in codes(reader))
    drawn = tuple(row.name for row in paradigms(reader))
    return {
        **dict.fromkeys(("code", "codes", "category"), written),
        **dict.fromkeys(("paradigm", "other"), drawn),
        "model": (*(row.name for row in models(reader)), *drawn),
        "instrument": tuple(row.name for row in instruments(reader)),
    }
