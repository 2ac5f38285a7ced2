"""Checks of domains: codes that exclude one another, on the same text."""

from __future__ import annotations

from collections.abc import Iterator

from gtcoder.analysis.checks.records import (
    Facts,
    Finding,
    OverlapFact,
    PlaceFact,
    Severity,
    Thing,
    Where,
)
from gtcoder.vocabulary import CheckRule


def check_domains(facts: Facts) -> Iterator[Finding]:
    """Yield where codes of a domain lie on one another.

    `domain-overlap`: the same coder gave two codes of one domain to the same text in one round,
    though the codes of a domain exclude one another (Krippendorff et al. 2016 compare coders on
    that condition). One finding for each two codes; what is let pass is that these two may meet.
    """
    for each in facts.overlaps:
        if {each.domain, each.code, each.other} <= facts.codes.keys():
            yield Finding(
                CheckRule.DOMAIN_OVERLAP,
                f"{facts.name(each.domain)}: {facts.name(each.code)} and {facts.name(each.other)}",
                _said(each),
                Where(Thing.CODE, each.code, str(each.other)),
                (facts.path(each.code), facts.path(each.other)),
                Severity.FAULT,
                each.places,
            )


def _said(each: OverlapFact) -> str:
    count = len(each.places)
    more = "" if count == 1 else f", and {count - 1} more place{'s' * (count > 2)}"
    return f"Both codes are on the same text: {_place(each.places[0])}{more}."


def _place(place: PlaceFact) -> str:
    return f"{place.name}, characters {place.start} to {place.end}, by {place.coder}"
