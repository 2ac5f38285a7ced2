"""Domains are declared and ended; merges carry them; every step can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.actions import codebook, domains, merging, project
from gtcoder.errors import InvalidInput, NotAllowed
from gtcoder.queries.codebook import codebook_at, codes
from gtcoder.store.location import FileLocation
from gtcoder.store.verify import state_digest, verify
from gtcoder.vocabulary import CodeId
from tests.studies import Study, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    made = new_study(FileLocation(tmp_path / "study.gtc"))
    yield made
    made.close()


def declared(study: Study) -> list[str]:
    with study.ann.read() as reader:
        return [code.name for code in codes(reader, retired=True) if code.domain]


def gathering(study: Study, name: str, *below: str) -> CodeId:
    key = study.code(name)
    for each in below:
        study.ann.perform(codebook.create_code, name=each, parent=key)
    return key


def test_a_domain_is_declared_and_ended_and_both_are_undone(study: Study) -> None:
    mood = gathering(study, "Mood", "Anger", "Calm")
    states = [state_digest(study.ann)]
    for verb in (domains.declare_domain, domains.undeclare_domain):
        study.ann.perform(verb, code=mood)
        states.append(state_digest(study.ann))
    assert states[0] == states[2] != states[1]
    study.ann.undo()
    assert declared(study) == ["Mood"]
    assert state_digest(study.ann) == states[1]
    study.ann.undo()
    study.ann.redo()
    assert state_digest(study.ann) == states[1]
    assert verify(study.ann).ok
    with study.ann.read() as reader:
        then = codebook_at(reader, reader.revision)
    assert [code.name for code in then if code.domain] == ["Mood"]


def test_what_is_no_change_is_refused(study: Study) -> None:
    mood = gathering(study, "Mood", "Anger")
    with pytest.raises(InvalidInput, match="is no domain"):
        study.ann.perform(domains.undeclare_domain, code=mood)
    study.ann.perform(domains.declare_domain, code=mood)
    before = state_digest(study.ann)
    with pytest.raises(InvalidInput, match="is a domain already"):
        study.ann.perform(domains.declare_domain, code=mood)
    assert state_digest(study.ann) == before


def test_a_locked_codebook_is_for_leads(study: Study) -> None:
    mood = gathering(study, "Mood")
    study.ann.perform(project.change_setting, name="codebook_locked", value=1)
    with pytest.raises(NotAllowed):
        study.bob.perform(domains.declare_domain, code=mood)


def test_a_retired_domain_stays_one_and_is_not_declared(study: Study) -> None:
    mood, price = gathering(study, "Mood"), gathering(study, "Price")
    study.ann.perform(domains.declare_domain, code=mood)
    for key in (mood, price):
        study.ann.perform(codebook.retire_code, code=key, reason="not needed")
    with pytest.raises(InvalidInput, match="retired"):
        study.ann.perform(domains.declare_domain, code=price)
    study.ann.perform(codebook.restore_code, code=mood, reason="needed")
    assert declared(study) == ["Mood"]


@pytest.mark.parametrize(("below", "found"), [((), True), (("Sad",), False)])
def test_a_merge_takes_a_domain_to_a_target_that_holds_no_codes(
    study: Study, below: tuple[str, ...], found: bool
) -> None:
    mood, feeling = gathering(study, "Mood", "Anger"), gathering(study, "Feeling", *below)
    study.ann.perform(domains.declare_domain, code=mood)
    study.ann.perform(merging.merge_codes, sources=[mood], target=feeling, reason="same")
    assert ("Feeling" in declared(study)) is found
    study.ann.perform(merging.unmerge_code, code=mood, reason="not the same")
    assert "Mood" in declared(study)


def test_a_code_merged_into_its_own_domain_changes_nothing_of_that(study: Study) -> None:
    mood = gathering(study, "Mood", "Anger", "Calm")
    study.ann.perform(domains.declare_domain, code=mood)
    with study.ann.read() as reader:
        anger = next(code.id for code in codes(reader) if code.name == "Anger")
    study.ann.perform(merging.merge_codes, sources=[anger], target=mood, reason="one")
    assert declared(study) == ["Mood"]
