"""Domains of a plain-text study: read, written and read back, with what is let pass of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtcoder.actions import codebook, coding, domains, paradigms
from gtcoder.actions.play import play
from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_study import read_study
from gtcoder.exchange.plain_writer import write_study
from gtcoder.plan import CodeDraft, StudyPlan
from gtcoder.queries.codebook import codes
from gtcoder.reports.checks import checked
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.vocabulary import CheckRule, Span
from tests.exchange.plain_folder import changed, write_folder
from tests.studies import new_study

AS_DOMAIN = changed(
    "codebook", "constructed,What one has.,,7\n", "constructed,What one has.,,7,Yes\n"
).replace("rule,colour\n", "rule,colour,domain\n", 1)


def declared(plan: StudyPlan) -> set[str]:
    return {step.name for step in plan.steps if isinstance(step, CodeDraft) and step.domain}


def test_a_domain_is_read_and_built(tmp_path: Path) -> None:
    plan = read_study(write_folder(tmp_path / "in", codebook=AS_DOMAIN))
    assert declared(plan) == {"Means"}
    path = tmp_path / "study.gtc"
    play(FileLocation(path), plan)
    with open_study(FileLocation(path), None, read_only=True) as study, study.read() as reader:
        assert [code.written for code in codes(reader) if code.domain] == ["Means"]
        write_study(reader, tmp_path / "out")
    assert declared(read_study(tmp_path / "out")) == {"Means"}


def test_what_is_neither_yes_nor_no_is_refused_with_its_row(tmp_path: Path) -> None:
    folder = write_folder(tmp_path, codebook=AS_DOMAIN.replace(",Yes", ",perhaps"))
    with pytest.raises(UnreadableFile, match="perhaps") as refused:
        read_study(folder)
    assert refused.value.place == "codebook.csv row 7"


def test_codes_that_may_meet_come_back_as_such(tmp_path: Path) -> None:
    study = new_study(FileLocation(tmp_path / "one.gtc"))
    do = study.ann.perform
    mood, calm = study.code("Mood"), study.code("Calm")
    anger = do(codebook.create_code, name="Anger", parent=mood)
    do(codebook.move_code, code=calm, parent=mood)
    for code, start in ((anger, 5), (calm, 10)):
        do(coding.apply_code, document=study.document, span=Span(start, 20), code=code)
    do(domains.declare_domain, code=mood)
    with study.ann.read() as reader:
        (finding,) = [e for e in checked(reader).open if e.rule is CheckRule.DOMAIN_OVERLAP]
    where = finding.where
    do(paradigms.waive, rule=finding.rule, code=where.key, detail=where.detail, reason="So be it.")
    with study.ann.read() as reader:
        write_study(reader, tmp_path / "out")
    study.close()
    again = FileLocation(tmp_path / "two.gtc")
    play(again, read_study(tmp_path / "out"))
    with open_study(again, "Ann") as built, built.read() as reader:
        found = checked(reader)
    assert [each.rule for each in found.open if each.rule is CheckRule.DOMAIN_OVERLAP] == []
    (waived,) = [e for e in found.waived if e.finding.rule is CheckRule.DOMAIN_OVERLAP]
    assert waived.waiver.reason == "So be it."
