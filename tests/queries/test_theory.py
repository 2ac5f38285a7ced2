"""Relations and memos with the names of what they are about."""

from __future__ import annotations

from gtcoder.actions import codebook, team, theory, transcripts
from gtcoder.batch import ImportBatch
from gtcoder.queries.retrieval import Place, places_of, quotation_of
from gtcoder.queries.theory import memo_list, relation_cards
from gtcoder.store.project import OpenProject
from gtcoder.vocabulary import (
    CodeId,
    ParticipantId,
    QuotationId,
    RoundKind,
    Stance,
)
from tests.databases import ON_BOTH
from tests.studies import Study, draft


def passage(
    study: Study, code: CodeId, start: int, end: int, by: OpenProject | None = None
) -> QuotationId:
    who = by or study.ann
    made = study.apply(code, start, end, by=who)
    with who.read() as reader:
        return quotation_of(reader, made)


@ON_BOTH
def test_a_relation_names_its_ends_and_weighs_its_evidence(study: Study) -> None:
    one, two = study.code("Waiting"), study.code("Quitting")
    asked, told, again = (passage(study, one, *span) for span in ((0, 9), (60, 70), (80, 90)))
    relation = study.ann.perform(theory.relate, source=one, target=two, type="leads to", note="?")
    lonely = study.ann.perform(theory.relate, source=two, target=one, type="leads to")
    for quotation, stance in (
        (asked, Stance.FOR),
        (told, Stance.NEGATIVE_CASE),
        (again, Stance.AGAINST),
    ):
        study.ann.perform(
            theory.add_evidence, relation=relation, quotation=quotation, stance=stance
        )
    study.ann.perform(codebook.rename_code, code=one, name="Having to wait", reason="a verb")
    with study.ann.read() as reader:
        card, other = relation_cards(reader)
    assert (card.id, card.source_name, card.target_name) == (relation, "Having to wait", "Quitting")
    assert (card.reads, card.note) == ("Having to wait – leads to – Quitting", "?")
    assert (card.passages_for, card.passages_against, card.negative_cases) == (1, 1, 1)
    assert (card.participants, card.participants_for) == (1, 0)
    assert [key for key, _ in card.evidence] == [asked, told, again]
    assert (other.id, other.passages_for, other.participants) == (lonely, 0, 0)


def test_a_memo_says_what_it_is_about(study: Study) -> None:
    one, two = study.code("Waiting"), study.code("Quitting")
    batch = ImportBatch(documents=(draft("Invented interview 2", "More.\n"),))
    other = study.ann.perform(transcripts.add_documents, batch=batch).documents[0][1]
    short, long = passage(study, one, 60, 70), passage(study, one, 5, 70)
    relation = study.ann.perform(theory.relate, source=one, target=two, type="leads to")
    study.ann.perform(theory.write_memo, text="About the study.")
    study.ann.perform(
        theory.write_memo,
        text="About a lot.",
        title="A lot",
        codes=[two, one],
        documents=[other],
        quotations=[long, short],
        participants=[ParticipantId(1)],
        relations=[relation],
    )
    with study.ann.read() as reader:
        bare, full = memo_list(reader)
    assert (bare.text, bare.about, bare.passage) == ("About the study.", (), None)
    assert (full.title, full.coder, full.codes) == ("A lot", "Ann", (two, one))
    assert full.about == (
        "code Quitting",
        "code Waiting",
        "Invented interview 2",
        "Invented interview 1, lines 1–3",
        "Invented interview 1, line 3",
        "participant Invented interview 1",
        "Waiting – leads to – Quitting",
    )
    assert full.passage == Place(study.document, "Invented interview 1", 5, 70, 1, 3)


def test_in_a_blind_round_colleagues_evidence_and_passages_stay_hidden(study: Study) -> None:
    one, two = study.code("Waiting"), study.code("Quitting")
    relation = study.ann.perform(theory.relate, source=one, target=two, type="leads to")
    study.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    theirs = passage(study, one, 60, 70, by=study.bob)
    study.bob.perform(theory.add_evidence, relation=relation, quotation=theirs)
    study.bob.perform(theory.write_memo, text="Bob's idea.", quotations=[theirs])
    with study.ann.read() as reader:
        assert relation_cards(reader)[0].passages_for == 0
        assert memo_list(reader) == ()
        assert places_of(reader, [theirs]) == {}
    with study.bob.read() as reader:
        assert relation_cards(reader)[0].participants_for == 1
        assert memo_list(reader)[0].about == ("Invented interview 1, line 3",)
