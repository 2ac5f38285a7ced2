"""The storyline: its links lead to what there is, follow it, and are what its memo is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gtcoder.actions import codebook, merging, relations, storyline, theory
from gtcoder.errors import InvalidInput, NotFound, StaleText
from gtcoder.queries.storyline import story, subjects, told
from gtcoder.queries.theory import memos
from gtcoder.store.verify import verify
from gtcoder.vocabulary import CodeId, CodeLevel, MemoKind, ParadigmRole, RelationId
from tests.databases import ON_BOTH
from tests.studies import Study

UNKNOWN = "0" * 32


class Theory:
    """Three invented categories, a relation between two of them, and a story to write."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.do = study.ann.perform
        self.waiting = self.category("Waiting")
        self.leaving = self.category("Leaving")
        self.calling = self.category("Calling")
        self.relation: RelationId = self.do(
            relations.relate, source=self.waiting, target=self.leaving, type="leads to"
        )

    def category(self, name: str, parent: CodeId | None = None) -> CodeId:
        return CodeId(
            self.do(codebook.create_code, name=name, level=CodeLevel.AXIAL, parent=parent)
        )

    def write(self, text: str, **more: Any) -> None:
        self.do(storyline.write_storyline, text=text, **more)

    @property
    def plain(self) -> str:
        with self.study.ann.read() as reader:
            found = story(reader)
        assert found is not None
        return found.plain

    @property
    def links(self) -> Any:
        with self.study.ann.read() as reader:
            memo = memos(reader)[-1]
        assert memo.kind == MemoKind.STORYLINE
        return memo.codes, memo.relations

    def undone_and_redone(self, act: Callable[[], Any]) -> None:
        before = verify(self.study.ann).digest
        act()
        after = verify(self.study.ann).digest
        assert after != before
        self.study.ann.undo()
        assert verify(self.study.ann).digest == before
        self.study.ann.redo()
        assert verify(self.study.ann).digest == after
        assert verify(self.study.ann).ok


@pytest.fixture
def made(study: Study) -> Theory:
    return Theory(study)


@ON_BOTH
def test_links_by_name_become_what_the_memo_is_about(made: Theory) -> None:
    text = "Who [[Waiting]] is not heard. [[Waiting – leads to – Leaving]], and then [[leaving]]."
    made.undone_and_redone(lambda: made.write(text))
    assert made.links == ((made.waiting, made.leaving), (made.relation,))
    assert made.plain == "Who Waiting is not heard. Waiting – leads to – Leaving, and then Leaving."
    made.undone_and_redone(lambda: made.write("Only [[Calling]] counts.", title="Second try"))
    assert made.links == ((made.calling,), ())
    with made.study.ann.read() as reader:
        (memo,) = memos(reader)  # one storyline, told anew
    assert memo.title == "Second try"
    assert memo.text.startswith("Only [[Calling|c:")


def test_what_is_stored_can_be_written_again(made: Theory) -> None:
    made.write("[[Waiting]], [[Waiting – leads to – Leaving]] [ [a] ]] [[")
    with made.study.ann.read() as reader:
        (memo,) = memos(reader)
    made.write(memo.text + " More.")
    assert made.plain == "Waiting, Waiting – leads to – Leaving [ [a] ]] [[ More."
    assert made.links == ((made.waiting,), (made.relation,))


@pytest.mark.parametrize(
    "link",
    [
        "[[Wating]]",
        f"[[Waiting|c:{UNKNOWN}]]",
        f"[[A – leads to – B|r:{UNKNOWN}]]",
        "[[Leaving – leads to – Waiting]]",
        "[[Waiting > Leaving]]",
    ],
)
def test_a_link_that_leads_nowhere_is_refused(made: Theory, link: str) -> None:
    before = verify(made.study.ann).digest
    with pytest.raises(NotFound, match="Nothing was changed"):
        made.write(f"It is {link}.")
    assert verify(made.study.ann).digest == before


def test_a_guid_of_a_code_is_no_relation(made: Theory) -> None:
    with made.study.ann.read() as reader:
        guid = subjects(reader).codes[0].guid
    with pytest.raises(NotFound):
        made.write(f"[[Waiting|r:{guid}]]")


def test_a_name_in_several_places_needs_its_path(made: Theory) -> None:
    for above in (made.calling, made.leaving):
        made.category("Night", above)
    with pytest.raises(InvalidInput, match="several places"):
        made.write("[[Night]]")
    made.write("[[Calling > Night]]")
    assert made.plain == "Night"


def test_a_link_follows_renames_and_merges(made: Theory) -> None:
    made.write("[[Waiting]] and [[Waiting – leads to – Leaving]]")
    made.do(codebook.rename_code, code=made.waiting, name="Standing by", reason="clearer")
    assert made.plain == "Standing by and Standing by – leads to – Leaving"
    made.do(merging.merge_codes, sources=[made.waiting], target=made.calling, reason="same")
    assert made.plain == "Calling and Calling – leads to – Leaving"
    with made.study.ann.read() as reader:
        found = story(reader)
    assert found is not None
    made.write(found.text)
    assert made.links == ((made.calling,), (made.relation,))


def test_a_relation_that_goes_leaves_its_words(made: Theory) -> None:
    made.write("[[Waiting]]: [[Waiting – leads to – Leaving]].")
    made.undone_and_redone(
        lambda: made.do(relations.unrelate, relation=made.relation, reason="not so")
    )
    assert made.plain == "Waiting: Waiting – leads to – Leaving."
    assert made.links == ((made.waiting,), ())
    made.do(relations.relate, source=made.waiting, target=made.leaving, type="leads to")
    assert made.links == ((made.waiting,), ())


def test_a_link_goes_over_with_its_relation(made: Theory) -> None:
    made.do(relations.relate, source=made.waiting, target=made.leaving, type="is part of")
    made.write("[[Waiting – leads to – Leaving]].")
    with made.study.ann.read() as reader:
        other = subjects(reader).relations[1]
    made.undone_and_redone(
        lambda: made.do(relations.change_relation, relation=made.relation, type="is part of")
    )
    assert made.plain == "Waiting – is part of – Leaving."
    assert made.links == ((), (other.relation,))


def test_another_memo_still_holds_a_relation(made: Theory) -> None:
    made.do(theory.write_memo, text="On it", relations=[made.relation])
    made.write("[[Waiting – leads to – Leaving]]")
    before = verify(made.study.ann).digest
    with pytest.raises(InvalidInput):
        made.do(relations.unrelate, relation=made.relation, reason="not so")
    assert verify(made.study.ann).digest == before


def test_a_theoretical_memo_titled_so_is_the_storyline_until_there_is_one(made: Theory) -> None:
    made.do(theory.write_memo, text="Told [[Nobody]].", title="Storyline", codes=[made.waiting])
    assert made.plain == "Told [[Nobody]]."
    made.undone_and_redone(lambda: made.write("Told of [[Waiting]]."))
    with made.study.ann.read() as reader:
        (memo,) = memos(reader)
    assert (memo.kind, memo.codes) == (MemoKind.STORYLINE, (made.waiting,))


def test_links_hold_whichever_way_the_memo_is_written(made: Theory) -> None:
    key = made.do(theory.write_memo, text="[[Waiting]]", kind=MemoKind.STORYLINE, title="S")
    assert made.links == ((made.waiting,), ())
    made.do(theory.change_memo, memo=key, text="[[Leaving]]")
    assert made.links == ((made.leaving,), ())
    with pytest.raises(NotFound):
        made.do(theory.change_memo, memo=key, text="[[Nobody]]")
    made.do(theory.remove_memo, memo=key)
    assert verify(made.study.ann).ok


def test_a_colleagues_newer_story_is_not_overwritten(made: Theory) -> None:
    made.write("Mine (invented).")
    with made.study.ann.read() as reader:
        read_at = reader.revision
    made.study.bob.perform(storyline.write_storyline, text="Theirs (invented) [[Waiting]].")
    with pytest.raises(StaleText) as stale:
        made.write("Mine, again.", expected_revision=read_at)
    assert stale.value.theirs.startswith("Theirs (invented) [[Waiting|c:")
    with pytest.raises(InvalidInput):
        made.write("   ")


def test_what_is_told_and_what_is_not(made: Theory) -> None:
    made.do(theory.place_in_paradigm, category=made.waiting, role=ParadigmRole.PHENOMENON)
    made.do(theory.place_in_paradigm, category=made.calling, role=ParadigmRole.STRATEGY)
    made.write("[[Waiting – leads to – Leaving]], [[Leaving]]")
    with made.study.ann.read() as reader:
        parts = {part.subject.name: part for part in told(reader)}
    assert {name: part.used for name, part in parts.items()} == {
        "Waiting": True,
        "Leaving": True,
        "Calling": False,
        "Waiting – leads to – Leaving": True,
    }
    assert (parts["Waiting"].links, parts["Waiting"].through) == (0, True)
    assert parts["Calling"].roles == ("strategy",)


def test_doubled_brackets_in_a_name_do_not_break_its_link(made: Theory) -> None:
    made.write("Who [[Waiting]] leaves.")
    made.do(codebook.rename_code, reason="as said", code=made.waiting, name="[[[x]] waits")
    for _ in range(2):
        with made.study.ann.read() as reader:
            found = story(reader)
        assert found is not None
        assert found.plain == "Who [[[x]] waits leaves."
        made.write(found.text)
    with made.study.ann.read() as reader:
        known, found = subjects(reader), story(reader)
    assert found is not None
    assert known.by_hand(found.text) == "Who [[[x]] waits leaves."
