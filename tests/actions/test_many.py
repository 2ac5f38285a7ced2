"""Several codes at once: one entry, one undo, and all or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from gtcoder.actions import codebook, many, project
from gtcoder.errors import InvalidInput, NotAllowed, NotFound, ReasonNeeded
from gtcoder.queries.codebook import codes, find_code, memberships
from gtcoder.store.verify import state_digest, verify
from gtcoder.vocabulary import CodeId, CodeLevel
from tests.databases import ON_BOTH
from tests.studies import Study


def written(study: Study) -> list[str]:
    with study.ann.read() as reader:
        return [code.written for code in codes(reader)]


def levels(study: Study) -> dict[str, CodeLevel]:
    with study.ann.read() as reader:
        return {code.name: code.level for code in codes(reader)}


def three(study: Study) -> tuple[CodeId, CodeId, CodeId]:
    return study.code("One"), study.code("Two"), study.code("Three")


def done_at_once(study: Study, verb: Callable[..., Any], **given: Any) -> Any:
    """Do it, and assert that it is one entry that one undo takes back."""
    before, entry = state_digest(study.ann), study.ann.seen
    result = study.ann.perform(verb, reason="invented", **given)
    assert study.ann.seen == entry + 1
    after = state_digest(study.ann)
    study.ann.undo()
    assert state_digest(study.ann) == before
    study.ann.redo()
    assert state_digest(study.ann) == after
    assert verify(study.ann).ok
    return result


def refused(study: Study, said: str, verb: Callable[..., Any], **given: Any) -> None:
    before, entry = state_digest(study.ann), study.ann.seen
    with pytest.raises((InvalidInput, NotFound), match=said):
        study.ann.perform(verb, reason="invented", **given)
    assert (state_digest(study.ann), study.ann.seen) == (before, entry)


@ON_BOTH
def test_several_codes_move_in_the_order_given(study: Study) -> None:
    one, two, three_ = three(study)
    top = study.code("Top")
    study.ann.perform(codebook.move_code, code=two, parent=top)
    moving = [three_, one, two, one]
    assert done_at_once(study, many.move_codes, codes=moving, parent=top) == 2
    assert written(study) == ["Top", "Top > Two", "Top > Three", "Top > One"]
    assert done_at_once(study, many.move_codes, codes=[one, two]) == 2
    assert written(study) == ["Top", "Top > Three", "One", "Two"]


def test_moving_what_is_there_leaves_no_entry(study: Study) -> None:
    one, two, _ = three(study)
    entry = study.ann.seen
    assert study.ann.perform(many.move_codes, codes=[one, two]) == 0
    assert study.ann.seen == entry


def test_one_that_cannot_move_keeps_all_where_they_are(study: Study) -> None:
    one, two, three_ = three(study)
    top = study.code("Top")
    study.ann.perform(codebook.create_code, name="two", parent=top)
    refused(study, "“two” in that place", many.move_codes, codes=[one, two], parent=top)
    below = study.ann.perform(codebook.create_code, name="Below", parent=three_)
    refused(study, "“Three” cannot go below", many.move_codes, codes=[one, three_], parent=below)
    study.ann.perform(codebook.retire_code, code=two, reason="invented")
    refused(study, "“Two” is retired", many.move_codes, codes=[one, two], parent=three_)
    refused(study, "4711", many.move_codes, codes=[one, CodeId(4711)], parent=three_)
    refused(study, "No code was named", many.move_codes, codes=[], parent=three_)


def test_two_of_one_name_do_not_go_to_one_place(study: Study) -> None:
    one, two, three_ = three(study)
    same = [study.ann.perform(codebook.create_code, name="Same", parent=p) for p in (one, two)]
    refused(study, "“Same” in that place", many.move_codes, codes=same, parent=three_)


@ON_BOTH
def test_codes_are_gathered_into_a_new_category(study: Study) -> None:
    one, two, top = three(study)
    made = done_at_once(
        study, many.gather_codes, name="Both", codes=[two, one], parent=top, definition=" Of two. "
    )
    assert written(study) == ["Three", "Three > Both", "Three > Both > Two", "Three > Both > One"]
    with study.ann.read() as reader:
        found = find_code(reader, "Three > Both")
    assert (found.id, found.level, found.definition) == (made, CodeLevel.AXIAL, "Of two.")
    done_at_once(study, many.gather_codes, name="None", codes=[], level=CodeLevel.SELECTIVE)
    assert levels(study)["None"] is CodeLevel.SELECTIVE


def test_a_category_that_cannot_be_gathered_is_not_made(study: Study) -> None:
    one, two, three_ = three(study)
    below = study.ann.perform(codebook.create_code, name="Below", parent=one)
    refused(study, "“One” in that place", many.gather_codes, name="one", codes=[two])
    refused(study, "below itself", many.gather_codes, name="New", codes=[two, one], parent=below)
    study.ann.perform(codebook.retire_code, code=three_, reason="invented")
    refused(study, "retired", many.gather_codes, name="New", codes=[two, three_])


def test_one_category_is_the_core(study: Study) -> None:
    one, two, _ = three(study)
    done_at_once(study, many.choose_core, category=one)
    done_at_once(study, many.choose_core, category=two)
    assert levels(study) == {
        "One": CodeLevel.SELECTIVE, "Two": CodeLevel.CORE, "Three": CodeLevel.OPEN,
    }  # fmt: skip
    entry = study.ann.seen
    study.ann.perform(many.choose_core, category=two, reason="again")
    assert study.ann.seen == entry
    with pytest.raises(ReasonNeeded):
        study.ann.perform(many.choose_core, category=one)


def test_a_core_that_was_retired_comes_back_as_none(study: Study) -> None:
    one, two, _ = three(study)
    study.ann.perform(codebook.set_level, code=one, level=CodeLevel.CORE)
    study.ann.perform(codebook.retire_code, code=one, reason="invented")
    study.ann.perform(many.choose_core, category=two, reason="invented")
    study.ann.perform(codebook.restore_code, code=one, reason="invented")
    assert list(levels(study).values()).count(CodeLevel.CORE) == 1


def serving(study: Study) -> dict[CodeId, Sequence[CodeId]]:
    with study.ann.read() as reader:
        return dict(memberships(reader))


def test_several_codes_serve_a_category_those_in_it_left_out(study: Study) -> None:
    one, two, three_ = three(study)
    top = study.code("Top")
    study.ann.perform(codebook.move_code, code=two, parent=top)
    study.ann.perform(codebook.add_membership, code=three_, category=top)
    four = study.code("Four")
    given = [four, three_, two, one, four]
    assert done_at_once(study, many.add_memberships, codes=given, category=top) == 2
    assert serving(study) == {top: (three_, four, one)}
    entry = study.ann.seen
    assert study.ann.perform(many.add_memberships, codes=given, category=top) == 0
    assert study.ann.seen == entry
    refused(study, "“Top” cannot serve itself", many.add_memberships, codes=[one, top],
            category=top)  # fmt: skip
    refused(study, "4711", many.add_memberships, codes=[one, CodeId(4711)], category=four)
    refused(study, "No code", many.add_memberships, codes=[], category=four)


def test_a_locked_codebook_is_the_leads(study: Study) -> None:
    one, two, _ = three(study)
    study.ann.perform(project.change_setting, name="codebook_locked", value=1)
    for verb, given in (
        (many.move_codes, {"codes": [one], "parent": two}),
        (many.gather_codes, {"name": "New", "codes": [one]}),
        (many.choose_core, {"category": one}),
        (many.add_memberships, {"codes": [one], "category": two}),
    ):
        with pytest.raises(NotAllowed, match="locked"):
            study.bob.perform(verb, reason="invented", **given)
