"""Every verb has a label and a sentence, which names its objects as they are called now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gtcoder.actions
from gtcoder.actions import (
    attributes,
    codebook,
    coding,
    correcting,
    erasing,
    many,
    merging,
    models,
    paradigms,
    project,
    proposals,
    storyline,
    team,
    theory,
    transcripts,
    whole_rounds,
)
from gtcoder.batch import ImportBatch, VariableDraft
from gtcoder.plan_rounds import RoundFacts
from gtcoder.queries.ledger import EntryRow, entry_page, entry_sentences
from gtcoder.queries.people import speakers
from gtcoder.queries.retrieval import quotation_of
from gtcoder.queries.sentences import SAYINGS
from gtcoder.queries.theory import find_paradigm
from gtcoder.queries.verb_labels import LABELS, label_of
from gtcoder.store.verbs import VERBS
from gtcoder.vocabulary import (
    AttributeKind,
    CheckRule,
    CodeId,
    CodeLevel,
    CoderRole,
    CodingId,
    MemoKind,
    ParadigmId,
    ParadigmRole,
    ParticipantId,
    RoundId,
    RoundKind,
    Span,
    SpeakerRole,
    Stance,
    VariableScope,
)
from tests.databases import ON_BOTH
from tests.queries.adjudication_told import tell_of_adjudication
from tests.queries.arrivals_told import tell_of_arrivals
from tests.queries.codebook_told import tell_of_the_codebook
from tests.queries.coding_told import tell_of_coding
from tests.queries.conftest import statements
from tests.queries.consolidation_told import tell_of_consolidation
from tests.queries.domains_told import tell_of_domains
from tests.queries.instruments_told import tell_of_instruments
from tests.queries.models_told import tell_of_models
from tests.queries.properties_told import tell_of_properties
from tests.queries.reading_told import tell_of_reading
from tests.queries.relations_told import tell_of_relations
from tests.queries.search_told import tell_of_search
from tests.queries.selective_told import tell_of_selective_coding
from tests.studies import Study, draft

HERE = "Invented interview 1"
Given = dict[str, Any]


def verbs() -> set[str]:
    assert gtcoder.actions.__all__
    return {name for name in VERBS.names() if not name.startswith("test.")}


def test_every_verb_has_a_short_label_and_a_sentence() -> None:
    assert set(LABELS) == set(SAYINGS) == verbs()
    for label in LABELS.values():
        assert label == label.lower()
        assert 2 <= len(label.split()) <= 3
    assert label_of("plugin.count_sheep") == "count sheep"


class Story:
    """A study in which each thing done is set beside the sentence that must tell it."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.expected: dict[int, tuple[str, str]] = {}

    def do(self, said: str, verb: Callable[..., Any], *, reason: str = "why", **given: Any) -> Any:
        result = self.study.ann.perform(verb, reason=reason, **given)
        self.note(said)
        return result

    def note(self, said: str) -> None:
        with self.study.ann.read() as reader:
            action = entry_page(reader, limit=1)[0].action
            assert reader.revision not in self.expected, f"nothing was done: {said}"
            self.expected[reader.revision] = (action, said)

    def apply(self, said: str, code: CodeId, start: int, end: int, memo: str = "") -> CodingId:
        span = Span(start, end)
        made: CodingId = self.do(
            said, coding.apply_code, document=self.study.document, span=span, code=code, memo=memo
        )
        return made


def tell_of_codes(story: Story) -> None:
    do, document = story.do, story.study.document
    anger = do("Made the code “Anger”", codebook.create_code, name="Anger")
    fury = do("Made the code “Fury”", codebook.create_code, name="Fury")
    top = do(
        "Made the axial category “Emotions”",
        codebook.create_code,
        name="Emotions",
        level=CodeLevel.AXIAL,
    )
    do("Changed the definition of “Anger”", codebook.define_code, code=anger, definition="Heat.")
    do(
        "Changed the definition and rule of use of “Fury”",
        codebook.define_code,
        code=fury,
        definition="More heat.",
        rule="Only when said.",
    )
    do("Renamed the code “Fury” to “Rage”", codebook.rename_code, code=fury, name="Rage")
    do("Renamed the code “Rage” to “Fury”", codebook.rename_code, code=fury, name="Fury")
    do("Changed the colour of “Anger”", codebook.recolour_code, code=anger, colour=9)
    do("Moved “Anger” below “Emotions”", codebook.move_code, code=anger, parent=top)
    do("Moved “Anger” to the top of the codebook", codebook.move_code, code=anger, parent=None)
    do("Made “Fury” a core category", codebook.set_level, code=fury, level=CodeLevel.CORE)
    do("Made “Fury” an open code again", codebook.set_level, code=fury, level=CodeLevel.OPEN)
    both: Given = {"codes": [anger, fury]}
    do("Moved “Anger”, “Fury” below “Emotions”", many.move_codes, **both, parent=top)
    do("Moved “Anger”, “Fury” to the top of the codebook", many.move_codes, **both)
    do("Added “Anger”, “Fury” to “Emotions”", many.add_memberships, **both, category=top)
    do("Made the axial category “Heat” of “Fury”", many.gather_codes, name="Heat", codes=[fury])
    do("Made the axial category “Cold”", many.gather_codes, name="Cold", codes=[])
    do("Moved “Fury” to the top of the codebook", many.move_codes, codes=[fury])
    do("Chose “Fury” as the core category", many.choose_core, category=fury)
    said = "Chose “Emotions” as the core category in place of “Fury”"
    do(said, many.choose_core, category=top)
    do("Made “Fury” an open code again", codebook.set_level, code=fury, level=CodeLevel.OPEN)
    for code in (anger, fury):
        gone: Given = {"code": code, "category": top}
        name = "Anger" if code == anger else "Fury"
        do(f"Took “{name}” out of “Emotions”", codebook.remove_membership, **gone)
    do("Retired “Fury”", codebook.retire_code, code=fury)
    do("Took “Fury” into use again", codebook.restore_code, code=fury)
    attribute: Given = {"code": anger, "name": "Item"}
    do("Set Item of “Anger” to “7”", codebook.set_attribute, **attribute, value="7")
    do("Cleared Item of “Anger”", codebook.set_attribute, **attribute, value="")
    rows = [(anger, "Item", "1"), (fury, "Item", "2"), (fury, "Actor", "customer")]
    do("Changed 3 attributes of codes (Actor, Item)", many.set_attributes, values=rows)
    do("Added “Anger” to “Emotions”", codebook.add_membership, code=anger, category=top)
    do("Took “Anger” out of “Emotions”", codebook.remove_membership, code=anger, category=top)
    one = story.apply(f"Applied “Anger” in {HERE}, line 1", anger, 5, 20)
    story.apply(f"Applied “Fury” in {HERE}, lines 1–3, with a memo", fury, 30, 80, memo="Hm.")
    story.apply(f"Wrote a memo on “Fury” in {HERE}, lines 1–3", fury, 30, 80, memo="Again.")
    new: Given = {"document": document, "span": Span(60, 70)}
    do(
        f"Made “Calm” and applied it in {HERE}, line 3",
        coding.apply_new_code,
        **new,
        path=("Calm",),
    )
    do(f"Applied “Anger” in {HERE}, line 3", coding.apply_new_code, **new, path=("Anger",))
    vivo: Given = {"document": document, "span": Span(63, 74)}
    do(f"Made the in vivo code “went silent” in {HERE}, line 3", coding.code_in_vivo, **vivo)
    do(f"Recoded “Anger” as “Emotions” in {HERE}, line 3", coding.recode, coding=one, code=top)
    do(
        f"Moved the ends of “Emotions” in {HERE}, line 3",
        coding.resize,
        coding=one,
        span=Span(60, 64),
    )
    do(f"Removed “Emotions” from {HERE}, line 3", coding.remove_coding, coding=one)
    columns = many.CodingColumns([document] * 2, [0, 3], [9, 9], [anger] * 2, [1] * 2, [1] * 2)
    do("Stored 2 codings (imported)", many.apply_many, codings=columns)
    do(
        "Merged “Anger”, “Fury” into “Emotions”",
        merging.merge_codes,
        sources=[anger, fury],
        target=top,
    )
    do("Unmerged “Fury” from “Emotions”", merging.unmerge_code, code=fury)
    part = story.apply(f"Applied “Fury” in {HERE}, line 7", fury, 175, 180)
    do(
        "Split “Wrath” off “Fury”, with 1 coding",
        merging.split_code,
        code=fury,
        name="Wrath",
        codings=[part],
    )


def tell_of_documents_and_team(story: Story) -> None:
    do, study = story.do, story.study
    more = tuple(draft(f"Invented interview {number}", "." * number) for number in (2, 3))
    do("Imported 2 documents", transcripts.add_documents, batch=ImportBatch(documents=more))
    fourth = draft("Invented interview 4", "....")
    age = VariableDraft("Age", "40", VariableScope.PARTICIPANT, HERE)
    batch = ImportBatch(documents=(fourth,), variables=(age,))
    stored = do(
        "Imported Invented interview 4 and 1 variable", transcripts.add_documents, batch=batch
    )
    key = stored.documents[0][1]
    said = "Renamed Invented interview 4 to Renamed interview"
    do(said, transcripts.rename_document, document=key, name="Renamed interview")
    older = VariableDraft("Age", "41", age.scope, HERE)
    batch = ImportBatch(variables=(older, VariableDraft("Sex", "f", age.scope, HERE)))
    do("Imported 2 variables", transcripts.add_documents, batch=batch)
    with study.ann.read() as reader:
        first, second = (row for row in speakers(reader) if row.document == HERE)
    said = f"Set the speaker “INT” in {HERE} to other"
    do(said, transcripts.set_speaker, speaker=first.id, role=SpeakerRole.OTHER)
    person: Given = {"role": SpeakerRole.PARTICIPANT, "participant": "Frau L."}
    said = f"Named Frau M. as the speaker “P1” in {HERE}"
    do(said, transcripts.set_speaker, speaker=second.id, **person)
    said = "Named Frau M. as the participant of Renamed interview"
    do(said, transcripts.set_participant, document=key, participant="Frau L.")
    said = "Took the participant off Renamed interview"
    do(said, transcripts.set_participant, document=key)
    said = "Renamed participant Frau L. to Frau M."
    do(said, transcripts.rename_participant, participant=ParticipantId(5), name="Frau M.")
    value: Given = {"scope": VariableScope.PARTICIPANT, "owner": "Frau M.", "name": "Age"}
    do("Set Age of Frau M. to “34”", transcripts.set_variable, **value, value="34")
    do("Cleared Age of Frau M.", transcripts.set_variable, **value, value="")
    piece = [(0, 3, "Int")]
    said = "Corrected Renamed interview in 1 place"
    do(said, correcting.correct, document=key, edits=piece)
    do("Removed Renamed interview with its codings", transcripts.remove_document, document=key)
    extra = ImportBatch(documents=(draft("Withdrawn", "Nobody else said this."),))
    brought_in = do("Imported [erased]", transcripts.add_documents, batch=extra)
    said = "Erased 1 text with 0 codings for good, and quotes in 0 other places"
    do(said, erasing.erase, document=brought_in.documents[0][1])
    cy = do("Added Cy as coder", team.add_coder, name="Cy")
    do("Made Cy a lead", team.set_role, coder=cy, role=CoderRole.LEAD)
    do(f"Assigned {HERE} to Cy in “Round 1”", team.assign, coder=cy, document=study.document)
    do(f"Took {HERE} back from Cy in “Round 1”", team.unassign, coder=cy, document=study.document)
    lots: Given = {"coders": [cy], "size": "1", "seed": 4}
    do("Drew 1 document by lot for 1 coder in “Round 1” (seed 4)", team.draw_sample, **lots)
    do(f"Finished {HERE} in “Round 1”", team.finish_document, document=study.document)
    do(f"Took up {HERE} again in “Round 1”", team.reopen_document, document=study.document)
    blind: Given = {"name": "Pilot", "kind": RoundKind.BLIND}
    pilot: RoundId = do("Opened the round “Pilot” (blind)", team.open_new_round, **blind)
    shy: CodeId = do("Made the code “Shy”", codebook.create_code, name="Shy")
    do("Unblinded the round “Pilot”", team.unblind, round=pilot)
    do("Took “Shy” into the codebook", proposals.accept_proposals, codes=[shy])
    do("Closed the round “Pilot”", team.close_round, round=pilot)
    brought: Given = {"brought": RoundFacts("Elsewhere", closed=True)}
    do("Brought in the round “Elsewhere”", whole_rounds.bring_round, **brought)
    do("Gave the study the title “Leaving”", project.set_title, title="Leaving")
    do("Locked the codebook to leads", project.change_setting, name="codebook_locked", value=1)
    do("Unlocked the codebook", project.change_setting, name="codebook_locked", value=0)
    do("Set backups to be kept for 1 day", project.change_setting, name="backups", value=1)
    talk: Given = {"name": "Talk", "profile": {"interviewers": ["Dan"]}}
    do("Saved the import profile “Talk”", project.save_import_profile, **talk)
    do("Removed the import profile “Talk”", project.remove_import_profile, name="Talk")
    do("Labelled the study “axial coding”", project.set_label, name="axial coding")
    kept: Given = {"name": "Table 1", "kind": "t", "options": {}, "record": {}, "revision": 1}
    do("Kept the result “Table 1”", project.keep_result, **kept)


def tell_of_theory(story: Story) -> None:
    do = story.do
    cause = do("Made the code “Waiting”", codebook.create_code, name="Waiting")
    effect = do("Made the code “Quitting”", codebook.create_code, name="Quitting")
    made = story.apply(f"Applied “Waiting” in {HERE}, line 1", cause, 5, 20)
    with story.study.ann.read() as reader:
        quotation = quotation_of(reader, made)
    reads = "“Waiting” – leads to – “Quitting”"
    ends: Given = {"source": cause, "target": effect, "type": "leads to"}
    relation = do(f"Related {reads}", theory.relate, **ends)
    given: Given = {"relation": relation, "quotation": quotation}
    where = f"{HERE}, line 1"
    first = do(f"Gave {where} as evidence for {reads}", theory.add_evidence, **given)
    said = f"Gave {where} as evidence as the negative case of {reads}"
    do(said, theory.add_evidence, **given, stance=Stance.NEGATIVE_CASE)
    said = f"Took {where} out of the evidence on {reads}"
    do(said, theory.remove_evidence, evidence=first)
    do(f"Removed the relation {reads}", theory.unrelate, relation=relation)
    memo = do(
        "Wrote the theoretical memo “Later title”", theory.write_memo, text="Long.", title="Early"
    )
    do(
        "Changed the memo “Later title”",
        theory.change_memo,
        memo=memo,
        text="Longer.",
        title="Later title",
    )
    untitled = do(
        "Wrote the reflexive memo “Am I hearing what I expect to hear?”",
        theory.write_memo,
        text="Am I hearing\nwhat I expect to hear?",
        kind=MemoKind.REFLEXIVE,
    )
    do("Filed the memo “Later title” under “core”", theory.tag_memo, memo=memo, add=["core"])
    said = "Filed the memo “Later title” under “late” and no longer under “core”"
    do(said, theory.tag_memo, memo=memo, add=["late"], remove=["core"])
    said = "Changed the memo “Later title”: now a diary memo"
    do(said, theory.change_memo, memo=memo, kind=MemoKind.DIARY)
    about: Given = {"memo": memo, "codes": [cause], "quotations": [quotation]}
    said = "Linked the memo “Later title” to the code “Waiting”, a passage"
    do(said, theory.link_memo, **about)
    said = "Took the link to the code “Waiting” off the memo “Later title”"
    do(said, theory.unlink_memo, memo=memo, codes=[cause])
    said = "Removed the memo “Am I hearing what I expect to hear?”"
    do(said, theory.remove_memo, memo=untitled)
    place: Given = {"category": cause, "role": ParadigmRole.CAUSAL_CONDITION}
    do("Placed “Waiting” as causal condition in “Paradigm 1”", theory.place_in_paradigm, **place)
    gone: Given = {"category": cause, "paradigm": ParadigmId(1)}
    do("Took “Waiting” out of the paradigm", theory.take_from_paradigm, **gone)
    nodes = [models.NodeDraft("a", "code", code=cause)]
    do(
        "Drew the model “First draft”",
        models.make_model,
        name="First draft",
        template="tree",
        nodes=nodes,
    )


def told(study: Study) -> dict[int, tuple[EntryRow, str]]:
    with study.ann.read() as reader:
        page = entry_page(reader, limit=10_000)
        said = entry_sentences(reader, page)
    return {row.revision: (row, said[row.revision]) for row in page}


def tell_of_paradigms(story: Story) -> None:
    """Every verb of whole paradigms and of what the checks find."""
    do = story.do
    waiting = story.study.code("Being kept waiting")
    do("Made the paradigm “Second try”", paradigms.make_paradigm, name="Second try")
    with story.study.ann.read() as reader:
        board = find_paradigm(reader, "Second try").id
    said = "Made the paradigm “Third try” as a copy of “Second try”"
    do(said, paradigms.make_paradigm, name="Third try", copy_of=board)
    said = "Renamed the paradigm “Second try” to “The wait”"
    do(said, paradigms.rename_paradigm, paradigm=board, name="The wait")
    for code in (waiting, story.study.code("Being passed on")):
        place: Given = {"category": code, "role": ParadigmRole.CONTEXT, "paradigm": "The wait"}
        story.study.ann.perform(theory.place_in_paradigm, **place)
    said = "Put context in “The wait” in another order"
    order: Given = {"role": ParadigmRole.CONTEXT, "categories": [code]}
    do(said, paradigms.reorder_cards, paradigm=board, **order)
    said = "Let the finding “orphan” on “Being kept waiting” pass"
    waiver = do(said, paradigms.waive, rule=CheckRule.ORPHAN, code=waiting)
    said = "Opened the finding “orphan” on “Being kept waiting” again"
    do(said, paradigms.unwaive, waiver=waiver)
    said = "Removed the paradigm “The wait” with 2 cards"
    do(said, paradigms.remove_paradigm, paradigm=board)


def tell_of_columns_and_the_story(story: Story) -> None:
    """Every verb of columns of codes, and of the storyline."""
    do, name = story.do, "active stakeholder: customer"
    given: Given = {"group": "Active stakeholder", "kind": AttributeKind.YES_NO}
    said = f"Defined the column “{name}” of 0/1 in the group “Active stakeholder”"
    do(said, attributes.define_attribute, name=name, **given)
    do("Defined the column “note” of text", attributes.define_attribute, name="note")
    said = "Renamed the column “note” to “remark”"
    do(said, attributes.rename_attribute, attribute="note", name="remark")
    said = "Removed the column “remark” with 0 values"
    do(said, attributes.remove_attribute, attribute="remark")
    do("Wrote the storyline “Storyline”", storyline.write_storyline, text="They wait (invented).")


@ON_BOTH
def test_each_thing_done_is_told_in_a_sentence(study: Study) -> None:
    story = Story(study)
    tell_of_codes(story)
    tell_of_documents_and_team(story)
    tell_of_models(study, story.do)
    tell_of_theory(story)
    tell_of_relations(story)
    tell_of_properties(story)
    tell_of_coding(story)
    tell_of_reading(story)
    tell_of_search(story)
    tell_of_consolidation(story)
    tell_of_the_codebook(story)
    tell_of_domains(story)
    tell_of_selective_coding(story.do)
    tell_of_instruments(story.do)
    tell_of_adjudication(study, story.do)
    tell_of_arrivals(story)
    tell_of_columns_and_the_story(story)
    tell_of_paradigms(story)
    last = study.ann.seen
    study.ann.undo()
    story.note(f"Undid entry {last}: remove paradigm")
    study.ann.redo()
    story.note(f"Did entry {last} again: remove paradigm")
    found = told(study)
    assert [found[1][1], found[2][1]] == ["Began the study", "Added Bob as coder"]
    assert found[3][1] == f"Imported {HERE}"
    said = {revision: found[revision][1] for revision in story.expected}
    assert said == {revision: words for revision, (_, words) in story.expected.items()}
    seen = {row.action for row, _ in found.values()}
    assert verbs() - seen == {"team.join"}


def test_names_are_those_of_now_and_where_all_is_gone_those_of_then(study: Study) -> None:
    code = study.code("Anger")
    made = study.apply(code)
    applied = study.ann.seen
    study.ann.perform(coding.remove_coding, coding=made)
    study.ann.perform(codebook.rename_code, code=code, name="Fury", reason="stronger")
    rename: Given = {"document": study.document, "name": "07 Rahimi"}
    study.ann.perform(transcripts.rename_document, **rename)
    assert told(study)[applied][1] == "Applied “Fury” in 07 Rahimi, line 1"
    study.ann.perform(transcripts.remove_document, document=study.document, reason="withdrawn")
    assert told(study)[applied][1] == f"Applied “Fury” in {HERE}"


def test_a_page_of_sentences_takes_few_statements(study: Study) -> None:
    code = study.code("Anger")
    for start in range(40):
        study.apply(code, start, 50)
    with study.ann.read() as reader:
        page = entry_page(reader)
        with statements(study.ann.engine) as said:
            assert len(entry_sentences(reader, page)) == 44
    assert len(said) <= 20
    with study.ann.read() as reader:
        assert entry_sentences(reader, ()) == {}
