from __future__ import annotations

import pytest

from gtcoder.actions import coding, team, theory
from gtcoder.errors import NotAllowed
from gtcoder.queries.frames import coding_table
from gtcoder.queries.ledger import entries
from gtcoder.queries.passages import codings, documents
from gtcoder.queries.theory import memos
from gtcoder.store.opening import open_study
from gtcoder.vocabulary import RoundKind, Span
from tests.studies import Study


def test_in_a_blind_round_each_sees_only_their_own(study: Study) -> None:
    one = study.code("One")
    study.apply(one)
    blind = study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    study.apply(one, 30, 40)
    study.bob.perform(
        coding.apply_code,
        document=study.document,
        span=Span(50, 60),
        code=one,
        memo="Bob's own thought",
    )
    with study.ann.read() as reader:
        assert [(row.coder, row.start) for row in codings(reader)] == [("Ann", 5), ("Ann", 30)]
        assert documents(reader)[0].codings == 2
        assert len(coding_table(reader)) == 2
        assert memos(reader) == ()
        assert [e.coder for e in entries(reader) if e.action == "coding.apply"] == ["Ann", "Ann"]
    with study.bob.read() as reader:
        assert [(row.coder, row.start) for row in codings(reader)] == [("Ann", 5), ("Bob", 50)]
        assert len(coding_table(reader)) == 2
        assert [memo.coder for memo in memos(reader)] == ["Bob"]
    nobody = open_study(study.location, read_only=True)
    with pytest.raises(NotAllowed), nobody.read():
        pass
    nobody.close()
    study.ann.perform(team.close_round, round=blind)
    with study.ann.read() as reader:
        assert len(codings(reader)) == 3
        assert len(coding_table(reader)) == 3
        assert len(memos(reader)) == 1


def test_evidence_of_a_colleague_is_hidden_too(study: Study) -> None:
    one, two = study.code("One"), study.code("Two")
    relation = study.ann.perform(theory.relate, source=one, target=two, type="leads to")
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    study.apply(one, by=study.bob)
    with study.bob.read() as reader:
        quotation = codings(reader)[0].quotation
    study.bob.perform(theory.add_evidence, relation=relation, quotation=quotation)
    from gtcoder.queries.theory import relations

    with study.ann.read() as reader:
        assert relations(reader)[0].evidence == ()
    with study.bob.read() as reader:
        assert len(relations(reader)[0].evidence) == 1
