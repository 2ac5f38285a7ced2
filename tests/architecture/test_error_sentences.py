"""Sentences of expected errors: literal templates whose names are all given, civil in tone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from gtcoder import errors
from tests.architecture.source import Source, sources

KINDS = {
    name
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, errors.GtcoderError)
}
MADE = re.compile(rf"\b({'|'.join(sorted(KINDS))})\s*\(")  # spares the parsing of most files
NOT_PARAMETERS = {"place", "yours", "theirs"}
TONE = re.compile(r"\bplease\b|\bsorry\b|!", re.IGNORECASE)


def faults(call: ast.Call) -> Iterator[str]:
    """Yield what is wrong with one making of an expected error."""
    if not call.args:
        yield "no template"
        return
    template = call.args[0]
    if isinstance(template, (ast.Name, ast.Attribute)):  # a constant written elsewhere
        return
    if not (isinstance(template, ast.Constant) and isinstance(template.value, str)):
        yield "the template is not a literal, so no translator will find it"
        return
    if TONE.search(template.value):
        yield "tone"
    given = {keyword.arg for keyword in call.keywords}
    if None in given:  # **parameters: known at run time only
        return
    fields = {name for _, name, _, _ in Formatter().parse(template.value) if name is not None}
    needed = {re.split(r"[.\[]", name)[0] for name in fields}
    for name in sorted(needed - (given - NOT_PARAMETERS)):
        yield f"nothing is given for {{{name}}}"


def all_faults(source: Source) -> Iterator[str]:
    """Yield the faults of all error sentences in one file."""
    if not MADE.search(source.text):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            name = called.id if isinstance(called, ast.Name) else called
            if name in KINDS:
                for fault in faults(node):
                    yield f"{source.path}:{node.lineno}: {fault}"


def test_error_sentences_can_be_said_and_translated() -> None:
    assert "NotFound" in KINDS
    assert [fault for source in sources() for fault in all_faults(source)] == []


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        ("NotFound('No {thing}.', thing=1)", None),
        ("errors.NotFound('No {thing.name} {{x}}.', thing=1)", None),
        ("NotFound('No {thing}.', **all)", None),
        ("NotFound(SENTENCE, thing=1)", None),
        ("KeyError()", None),
        ("NotFound()", "no template"),
        ("NotFound(f'No {thing}.')", "literal"),
        ("NotFound('No {thing}.')", "{thing}"),
        ("errors.NotFound('No {place}.', place=1)", "{place}"),
        ("NotFound('Please try again.')", "tone"),
        ("NotFound('No!')", "tone"),
    ],
)
def test_what_counts_as_a_fault(made: str, fault: str | None) -> None:
    found = list(all_faults(Source("a.py", made)))
    assert len(found) == (fault is not None)
    assert all(fault in row for row in found if fault is not None)
