from __future__ import annotations

import pytest

from gtcoder.actions import codebook, coding, project, team
from gtcoder.errors import InvalidInput, NotAllowed, StaleText
from gtcoder.queries.codebook import (
    attributes,
    codebook_at,
    codes,
    find_code,
    memberships,
)
from gtcoder.queries.ledger import labels, revision_of
from gtcoder.queries.passages import codings
from gtcoder.store.verify import state_digest, verify
from gtcoder.vocabulary import CodeLevel, CodeOrigin, Span
from tests.databases import ON_BOTH
from tests.studies import Study


@ON_BOTH
def test_names_are_one_per_place_whatever_their_case(study: Study) -> None:
    one = study.code("Waiting")
    before = state_digest(study.ann)
    for name in ("waiting", "  WAITING ", "", " ", "a > b"):
        with pytest.raises(InvalidInput):
            study.code(name)
    assert state_digest(study.ann) == before
    study.ann.perform(codebook.create_code, name="Waiting", parent=one)
    with study.ann.read() as reader:
        assert [code.written for code in codes(reader)] == ["Waiting", "Waiting > Waiting"]


def test_a_name_is_one_line_without_control_signs(study: Study) -> None:
    code = study.code(" bell\x07\n\x1b[0m  \x00 rings ")
    with study.ann.read() as reader:
        assert [(row.id, row.name) for row in codes(reader)] == [(code, "bell [0m rings")]
    for nothing in ("\x07 \x1b", "\u202e \u2066\u2069", "\u200b", "\u200d"):
        with pytest.raises(InvalidInput, match="needs a name"):
            study.code(nothing)


def test_a_name_does_not_turn_what_is_written_beside_it(study: Study) -> None:
    study.code("\u202edetrever")
    with pytest.raises(InvalidInput, match="already"):
        study.ann.perform(team.add_coder, name="\u2066Bob\u2069\ufeff")
    study.code("می\u200cخواهم")  # a joint that Persian needs
    with study.ann.read() as reader:
        assert {row.name for row in codes(reader)} == {"detrever", "می\u200cخواهم"}


def test_a_code_never_goes_below_itself(study: Study) -> None:
    top = study.code("Top")
    below = study.ann.perform(codebook.create_code, name="Below", parent=top)
    with pytest.raises(InvalidInput):
        study.ann.perform(codebook.move_code, code=top, parent=below)
    study.ann.perform(codebook.move_code, code=below)
    with study.ann.read() as reader:
        assert [code.written for code in codes(reader)] == ["Top", "Below"]


def test_a_category_is_a_code_raised_and_can_go_back(study: Study) -> None:
    one = study.code("Waiting")
    study.apply(one)
    study.ann.perform(codebook.set_level, code=one, level=CodeLevel.AXIAL)
    with study.ann.read() as reader:
        assert find_code(reader, "waiting").level is CodeLevel.AXIAL
        assert len(codings(reader, code=one)) == 1
    study.ann.perform(codebook.set_level, code=one, level=CodeLevel.OPEN)
    with study.ann.read() as reader:
        assert find_code(reader, "waiting").level is CodeLevel.OPEN


def test_retiring_keeps_everything_and_can_be_taken_back(study: Study) -> None:
    one = study.code("Waiting")
    study.apply(one)
    study.ann.perform(codebook.retire_code, code=one, reason="too broad")
    with study.ann.read() as reader:
        assert codes(reader) == ()
        assert len(codes(reader, retired=True)) == 1
        assert len(codings(reader, code=one)) == 1
    with pytest.raises(InvalidInput, match="retired"):
        study.apply(one, 30, 40)
    study.ann.perform(codebook.restore_code, code=one, reason="needed after all")
    study.apply(one, 30, 40)


def test_a_category_in_use_is_not_retired_over_its_codes(study: Study) -> None:
    top = study.code("Top")
    study.ann.perform(codebook.create_code, name="Below", parent=top)
    with pytest.raises(InvalidInput, match="Below"):
        study.ann.perform(codebook.retire_code, code=top, reason="x")


@ON_BOTH
def test_attributes_and_memberships(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    study.ann.perform(codebook.set_attribute, code=one, name="item", value="007")
    study.ann.perform(codebook.add_membership, code=one, category=two)
    study.ann.perform(codebook.add_membership, code=one, category=two)
    with pytest.raises(InvalidInput):
        study.ann.perform(codebook.add_membership, code=one, category=one)
    with study.ann.read() as reader:
        assert attributes(reader) == {one: {"item": "007"}}
        assert memberships(reader) == {two: (one,)}
    study.ann.perform(codebook.set_attribute, code=one, name="item", value="")
    study.ann.perform(codebook.remove_membership, code=one, category=two)
    with study.ann.read() as reader:
        assert attributes(reader) == {}
        assert memberships(reader) == {}
    assert verify(study.ann).ok


def test_a_newer_text_of_a_colleague_is_shown_not_overwritten(study: Study) -> None:
    one = study.code("One")
    read_at = study.ann.seen
    study.bob.perform(codebook.define_code, code=one, definition="Bob's", reason="mine")
    with pytest.raises(StaleText) as refused:
        study.ann.perform(
            codebook.define_code,
            code=one,
            definition="Ann's",
            expected_revision=read_at,
            reason="mine",
        )
    assert (refused.value.yours, refused.value.theirs) == ("Ann's", "Bob's")
    with study.ann.read() as reader:
        assert find_code(reader, "One").definition == "Bob's"


def test_the_codebook_as_of_a_label(study: Study) -> None:
    one = study.code("One")
    study.ann.perform(project.set_label, name="open coding")
    study.ann.perform(codebook.rename_code, code=one, name="Uno", reason="shorter")
    study.code("Two")
    with study.ann.read() as reader:
        then = codebook_at(reader, revision_of(reader, "open coding"))
        assert [code.name for code in then] == ["One"]
        assert [code.name for code in codes(reader)] == ["Uno", "Two"]
        assert labels(reader)[0].coder == "Ann"


def test_a_locked_codebook_is_the_leads(study: Study) -> None:
    study.ann.perform(project.change_setting, name="codebook_locked", value=1)
    with pytest.raises(NotAllowed, match="locked"):
        study.bob.perform(codebook.create_code, name="Mine")
    study.code("Ours")
    with pytest.raises(InvalidInput):
        study.ann.perform(project.change_setting, name="unknown", value=1)


def test_in_vivo_takes_the_participants_words(study: Study) -> None:
    with study.ann.read() as reader:
        from gtcoder.queries.passages import text

        start = text(reader, study.document).index("went silent")
    made = study.ann.perform(
        coding.code_in_vivo, document=study.document, span=Span(start, start + 11)
    )
    with study.ann.read() as reader:
        assert codings(reader)[0].id == made
        found = find_code(reader, "went silent")
        assert found.origin == CodeOrigin.IN_VIVO
    study.ann.undo()
    with study.ann.read() as reader:
        assert codes(reader) == ()


def test_a_path_is_made_as_far_as_it_is_missing_in_one_entry(study: Study) -> None:
    study.code("Leaving")
    before = study.ann.seen
    study.ann.perform(
        coding.apply_new_code,
        document=study.document,
        span=Span(0, 5),
        path=("leaving", "In silence"),
    )
    assert study.ann.seen == before + 1
    with study.ann.read() as reader:
        assert [code.written for code in codes(reader)] == ["Leaving", "Leaving > In silence"]


def test_a_colleagues_definition_is_not_overwritten_though_i_did_something_since(
    study: Study,
) -> None:
    one = study.code("One")
    read = study.ann.seen
    study.bob.perform(codebook.define_code, code=one, definition="Bob's", reason="clearer")
    study.ann.perform(codebook.recolour_code, code=one, colour=3)
    with pytest.raises(StaleText) as caught:
        study.ann.perform(
            codebook.define_code,
            code=one,
            definition="Ann's",
            reason="clearer",
            expected_revision=read,
        )
    assert (caught.value.yours, caught.value.theirs) == ("Ann's", "Bob's")
    study.bob.perform(codebook.define_code, code=one, rule="Bob's rule", reason="clearer")
    with pytest.raises(StaleText, match="entry"):
        study.ann.perform(
            codebook.define_code, code=one, rule="Mine", reason="clearer", expected_revision=read
        )


def test_a_colour_or_a_text_taken_back_makes_no_definition_stale(study: Study) -> None:
    one = study.code("One")
    read = study.ann.seen
    study.bob.perform(codebook.define_code, code=one, definition="Bob's", reason="clearer")
    study.bob.undo()
    study.bob.perform(codebook.recolour_code, code=one, colour=3)
    study.ann.perform(
        codebook.define_code,
        code=one,
        definition="Ann's",
        reason="clearer",
        expected_revision=read,
    )
    with study.ann.read() as reader:
        assert codes(reader)[0].definition == "Ann's"


def test_a_retired_code_comes_back_only_below_one_in_use(study: Study) -> None:
    top = study.code("Top")
    below = study.ann.perform(codebook.create_code, name="Below", parent=top)
    for code in (below, top):
        study.ann.perform(codebook.retire_code, code=code, reason="unused")
    with pytest.raises(InvalidInput, match="Top"):
        study.ann.perform(codebook.restore_code, code=below, reason="needed")
