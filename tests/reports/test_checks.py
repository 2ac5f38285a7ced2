"""The checks of a stored study: facts read right, findings let pass and opened again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from gtcoder.actions import (
    codebook,
    coding,
    domains,
    many,
    models,
    paradigms,
    properties,
    storyline,
    team,
    theory,
    transcripts,
)
from gtcoder.batch import ImportBatch
from gtcoder.errors import InvalidInput, NotFound, ReasonNeeded
from gtcoder.model.drawn import Model
from gtcoder.queries.codebook import codes
from gtcoder.queries.frames import coding_table
from gtcoder.queries.retrieval import quotation_of
from gtcoder.queries.theory import paradigms as paradigm_rows
from gtcoder.reports.checks import Checked, checked, facts_of, findings
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.verify import verify
from gtcoder.vocabulary import (
    CheckRule,
    CodeId,
    CodeLevel,
    CodingId,
    DocumentId,
    MemoId,
    ModelTemplate,
    ParadigmId,
    ParadigmRole,
    QuotationId,
    RelationId,
    RoundKind,
    Span,
    Stance,
)
from tests import studies
from tests.studies import draft

K, R = CheckRule, ParadigmRole
PLACES = {
    "Waiting": R.CAUSAL_CONDITION, "Market": R.CONTEXT, "Motivation": R.INTERVENING_CONDITION,
    "Leaving": R.PHENOMENON, "Listening": R.STRATEGY, "Trust": R.CONSEQUENCE,
}  # fmt: skip
LINKS = (
    ("Waiting", "is a cause of", "Leaving"), ("Market", "is a condition for", "Leaving"),
    ("Motivation", "is a condition for", "Listening"), ("Leaving", "leads to", "Listening"),
    ("Listening", "leads to", "Trust"), ("Habit", "is part of", "Trust"),
)  # fmt: skip


class Theory:
    """A study with two interviews and a theory that lacks nothing."""

    def __init__(self, made: studies.Study) -> None:
        self.study = made
        self.codes: dict[str, CodeId] = {}
        self.quotations: dict[str, tuple[QuotationId, ...]] = {}
        self.documents = (made.document, DocumentId(made.document + 1))
        self.links = [RelationId(number) for number, _ in enumerate(LINKS, 1)]
        self.board, self.story = ParadigmId(1), MemoId(1)

    def do(self, verb: Callable[..., Any], *, reason: str = "why", **given: Any) -> Any:
        return self.study.ann.perform(verb, reason=reason, **given)

    def build(self) -> None:
        """Do all that is to be found again in each copy."""
        second = ImportBatch(documents=(draft("Invented interview 2", "More.\n"),))
        self.do(transcripts.add_documents, batch=second)
        for number, name in enumerate((*PLACES, "Habit")):
            self.category(name, number)
        for name, role in PLACES.items():
            self.do(theory.place_in_paradigm, category=self.codes[name], role=role)
        assert [self.relate(*link) for link in LINKS] == self.links
        self.do(many.choose_core, category=self.codes["Leaving"])
        self.do(storyline.write_storyline, text="It is told from [[Leaving]].")

    def look_up(self) -> None:
        """Find codes and passages again."""
        with self.study.ann.read() as reader:
            self.codes = {code.name: code.id for code in codes(reader)}
            table = coding_table(reader)
            for name in (*PLACES, "Habit"):
                keys = table.id[table.code == self.codes[f"{name} code"]].tolist()
                self.quotations[name] = tuple(
                    quotation_of(reader, CodingId(key)) for key in sorted(keys)
                )

    def category(self, name: str, number: int, **values: Any) -> CodeId:
        """Make a category with one code under it, coded in the words of both participants."""
        key = self.do(
            codebook.create_code, name=name, level=CodeLevel.AXIAL, definition=f"All {name}.",
            **values,
        )  # fmt: skip
        below = self.do(codebook.create_code, name=f"{name} code", parent=key, definition="A code.")
        self.codes |= {name: key, f"{name} code": below}
        self.quotations[name] = tuple(
            self.passage(document, below, 60 + number) for document in self.documents
        )
        return key  # type: ignore[no-any-return]

    def passage(self, document: Any, code: CodeId, start: int) -> QuotationId:
        span = Span(start, start + 20)
        made = self.do(coding.apply_code, document=document, span=span, code=code)
        with self.study.ann.read() as reader:
            return quotation_of(reader, made)

    def relate(self, source: str, kind: str, target: str, *, evidence: bool = True) -> Any:
        key = self.do(
            theory.relate, source=self.codes[source], target=self.codes[target], type=kind
        )
        for quotation in self.quotations[source] if evidence else ():
            self.do(theory.add_evidence, relation=key, quotation=quotation)
        return key

    def quality(
        self, name: str, *, high: str = "loud", placed: bool = True, negative: bool = False
    ) -> None:
        """Give a category a property, and place its passages along it."""
        key = self.do(
            properties.define_property, category=self.codes[name], name="openness",
            low="silent", high=high,
        )  # fmt: skip
        if placed:
            passages = self.quotations[name]
            self.do(properties.place_passages, property=key, place=20, quotations=passages,
                    negative=negative)  # fmt: skip

    def checked(self) -> Checked:
        with self.study.ann.read() as reader:
            return checked(reader)

    def found(self) -> list[tuple[str, str]]:
        return [(str(each.rule), each.subject) for each in self.checked().open]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the finished study, closed; copy it before opening."""
    path = tmp_path_factory.mktemp("checks") / "finished.gtc"
    study = studies.new_study(FileLocation(path))
    made = Theory(study)
    made.build()
    study.close()
    return path


@pytest.fixture
def made(finished: Path, tmp_path: Path) -> Iterator[Theory]:
    """Give a copy of the finished study, open for Ann (a lead) and Bob."""
    path = shutil.copy(finished, tmp_path / "finished.gtc")
    location = FileLocation(Path(path))
    study = studies.Study(
        location, open_study(location, "Ann"), open_study(location, "Bob"), DocumentId(1)
    )
    theory_of = Theory(study)
    theory_of.look_up()
    yield theory_of
    study.close()


Plant = Callable[[Theory], object]


def orphan(made: Theory) -> None:
    made.category("Lonely", 9)


def second_phenomenon(made: Theory) -> None:
    made.category("Churn", 9)
    made.relate("Churn", "leads to", "Listening")
    made.do(theory.place_in_paradigm, category=made.codes["Churn"], role=R.PHENOMENON)


def placed_unrelated(made: Theory) -> None:
    made.category("Lonely", 9)
    made.do(theory.place_in_paradigm, category=made.codes["Lonely"], role=R.CONTEXT)


def evidence(made: Theory, name: str, stance: Stance, link: int = 4) -> None:
    for quotation in made.quotations[name]:
        made.do(theory.add_evidence, relation=made.links[link], quotation=quotation, stance=stance)


def contradicted(made: Theory) -> None:
    evidence(made, "Trust", Stance.AGAINST)
    evidence(made, "Waiting", Stance.AGAINST)


def one_voice(made: Theory) -> None:
    second = made.quotations["Listening"][1]
    made.do(theory.add_evidence, relation=made.links[4], quotation=second, stance=Stance.AGAINST)


def negative(made: Theory) -> None:
    quotation = made.quotations["Trust"][0]
    made.do(
        theory.add_evidence, relation=made.links[4], quotation=quotation,
        stance=Stance.NEGATIVE_CASE,
    )  # fmt: skip


def bare_category(made: Theory) -> None:
    made.do(codebook.create_code, name="Bare", level=CodeLevel.SELECTIVE, definition="Bare.",
            parent=made.codes["Trust"])  # fmt: skip


def uncoded(made: Theory) -> None:
    bare_category(made)
    with made.study.ann.read() as reader:
        parent = max(facts_of(reader).codes)
    made.do(codebook.create_code, name="below", parent=parent, definition="A code.")


def one_sided(made: Theory) -> None:
    made.do(codebook.create_code, name="Voices", level=CodeLevel.AXIAL, definition="Voices.",
            parent=made.codes["Trust"])  # fmt: skip
    with made.study.ann.read() as reader:
        key = CodeId(max(facts_of(reader).codes))
    made.passage(made.documents[0], key, 60)


def no_core(made: Theory) -> None:
    made.do(codebook.set_level, code=made.codes["Leaving"], level=CodeLevel.AXIAL)


def several_cores(made: Theory) -> None:
    made.do(codebook.set_level, code=made.codes["Trust"], level=CodeLevel.CORE)


def core_elsewhere(made: Theory) -> None:
    key = made.category("Elsewhere", 9)
    made.do(many.choose_core, category=key)
    made.do(storyline.write_storyline, text="The story of [[Elsewhere]].")


def core_outside(made: Theory) -> None:
    made.do(many.choose_core, category=made.codes["Habit"])
    made.do(storyline.write_storyline, text="The story of [[Habit]].")  # fmt: skip


def another_story(made: Theory) -> None:
    made.do(storyline.write_storyline, text="The story of [[Trust]].")  # fmt: skip


def apart(made: Theory) -> None:
    made.category("East", 8)
    made.category("West", 9)
    made.relate("East", "leads to", "West")


def ring_of_parts(made: Theory) -> None:
    made.relate("Trust", "is part of", "Habit")


def overlapping(made: Theory) -> None:
    """Make “Trust” a domain of two codes, and give both to the same words."""
    second = made.do(codebook.create_code, name="Trust again", parent=made.codes["Trust"],
                     definition="A code.")  # fmt: skip
    made.do(domains.declare_domain, code=made.codes["Trust"])
    made.passage(made.documents[0], second, 50)
    made.passage(made.documents[1], second, 0)


def unlinked_step(made: Theory) -> None:
    nodes = [models.NodeDraft(name, "step", name, None, None, n) for n, name in enumerate("ab", 1)]
    made.do(models.make_model, name="Steps", template=ModelTemplate.STEPWISE, nodes=nodes,
            edges=[])  # fmt: skip


FAULTS: dict[str, tuple[CheckRule, Plant]] = {
    "no phenomenon": (K.NO_PHENOMENON, lambda m: m.do(
        paradigms.make_paradigm, name="Empty")),
    "two phenomena": (K.SEVERAL_PHENOMENA, second_phenomenon),
    "an empty role": (K.EMPTY_ROLE, lambda m: m.do(
        theory.take_from_paradigm, category=m.codes["Trust"], paradigm=m.board)),
    "placed, but unrelated": (K.PLACED_UNRELATED, placed_unrelated),
    "against the paradigm": (K.FORBIDDEN_LINK, lambda m: m.relate(
        "Listening", "is a cause of", "Leaving")),
    "a ring of parts": (K.PART_OF_CYCLE, ring_of_parts),
    "no evidence": (K.RELATION_WITHOUT_EVIDENCE, lambda m: m.relate(
        "Market", "leads to", "Leaving", evidence=False)),
    "more against than for": (K.RELATION_CONTRADICTED, contradicted),
    "one voice for it": (K.RELATION_BY_ONE_PARTICIPANT, one_voice),
    "an unexplained negative case": (K.NEGATIVE_CASE_UNEXPLAINED, negative),
    "a category without definition": (K.CATEGORY_WITHOUT_DEFINITION, lambda m: m.do(
        codebook.define_code, code=m.codes["Trust"], definition="")),
    "an empty category": (K.CATEGORY_WITHOUT_CODES, bare_category),
    "a category without passages": (K.CATEGORY_WITHOUT_CODINGS, uncoded),
    "a category of one voice": (K.CATEGORY_BY_ONE_PARTICIPANT, one_sided),
    "an orphan": (K.ORPHAN, orphan),
    "a retired code of the theory": (K.RETIRED_IN_THEORY, lambda m: (
        m.do(codebook.move_code, code=m.codes["Habit code"], parent=m.codes["Trust"]),
        m.do(codebook.retire_code, code=m.codes["Habit"]))),
    "a code without definition": (K.CODE_WITHOUT_DEFINITION, lambda m: m.do(
        codebook.define_code, code=m.codes["Trust code"], definition="")),
    "a loose code": (K.CODE_WITHOUT_CATEGORY, lambda m: m.do(
        codebook.create_code, name="Loose", definition="A code.")),
    "no core": (K.NO_CORE, no_core),
    "two cores": (K.SEVERAL_CORES, several_cores),
    "an unrelated core": (K.CORE_UNRELATED, core_elsewhere),
    "a core outside": (K.CORE_OUTSIDE, core_outside),
    "two theories in one": (K.APART_FROM_CORE, apart),
    "no storyline": (K.NO_STORYLINE, lambda m: m.do(theory.remove_memo, memo=m.story)),
    "a story of something else": (K.STORYLINE_MISSES_CORE, another_story),
    "a step nothing leads to": (K.STEP_UNLINKED, unlinked_step),
    "two codes of a domain on one passage": (K.DOMAIN_OVERLAP, overlapping),
    "a dimension of one end": (K.PROPERTY_WITHOUT_ENDS, lambda m: m.quality("Leaving", high="")),
    "an empty dimension": (
        K.PROPERTY_WITHOUT_PASSAGES, lambda m: m.quality("Leaving", placed=False)),
    "a bare phenomenon": (K.PHENOMENON_WITHOUT_PROPERTIES, lambda m: m.quality("Trust")),
    "an unexplained case of a property": (
        K.NEGATIVE_CASE_UNEXPLAINED, lambda m: m.quality("Leaving", negative=True)),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_planted_in_a_finished_study_yields_its_own_rule(made: Theory, name: str) -> None:
    rule, plant = FAULTS[name]
    assert made.found() == []
    plant(made)
    assert {each for each, _ in made.found()} == {rule}


def test_the_finished_sample_study_lacks_nothing(built_sample: Path) -> None:
    with (
        open_study(FileLocation(built_sample), None, read_only=True) as project,
        project.read() as reader,
    ):
        assert checked(reader) == Checked()
        assert len(facts_of(reader).categories) > 50


def test_facts_count_participants_and_fold_coders(made: Theory) -> None:
    bob = made.study.bob.perform
    span = Span(60, 80)
    bob(coding.apply_code, document=made.documents[0], span=span, code=made.codes["Waiting code"])
    with made.study.ann.read() as reader:
        facts = facts_of(reader)
    waiting = facts.codes[made.codes["Waiting"]]
    assert (waiting.passages, waiting.participants) == (2, 2)
    assert facts.people == 2
    assert {each.type.name: each.type.acyclic for each in facts.relations}["is part of"]
    assert [each.participants for each in facts.relations] == [2] * len(LINKS)


def test_findings_are_let_pass_with_a_reason_and_opened_again(made: Theory) -> None:
    negative(made)
    (finding,) = made.checked().open
    link = RelationId(finding.where.key)
    with pytest.raises(ReasonNeeded):
        made.do(paradigms.waive, rule=finding.rule, relation=link, reason=" ")
    key = made.do(paradigms.waive, rule=finding.rule, relation=link, reason="A joke of his.")
    now = made.checked()
    assert now.open == ()
    (waived,) = now.waived
    assert waived.finding == finding
    assert (waived.waiver.reason, waived.waiver.coder) == ("A joke of his.", "Ann")
    with made.study.bob.read() as reader:  # it holds for all
        assert findings(reader) == ()
    made.study.bob.perform(paradigms.unwaive, waiver=key)
    assert made.checked().open == (finding,)
    with pytest.raises(NotFound):
        made.do(paradigms.unwaive, waiver=key)


def test_what_is_let_pass_stays_so_when_things_are_renamed(made: Theory) -> None:
    FAULTS["an empty role"][1](made)
    bare = made.codes["Waiting"]
    made.do(codebook.define_code, code=bare, definition="")
    made.do(paradigms.waive, rule=K.EMPTY_ROLE, paradigm=made.board, detail="consequence",
            reason="None was told of.")  # fmt: skip
    made.do(paradigms.waive, rule=K.CATEGORY_WITHOUT_DEFINITION, code=bare, reason="Plain.")
    assert made.found() == []
    made.do(paradigms.rename_paradigm, paradigm=made.board, name="Another name")
    made.do(codebook.rename_code, code=bare, name="Queueing")
    assert made.found() == []
    assert [each.finding.subject for each in made.checked().waived] == ["consequence", "Queueing"]


def test_a_waiver_holds_for_one_role_of_one_board(made: Theory) -> None:
    take = theory.take_from_paradigm
    for name in ("Trust", "Market"):
        made.do(take, category=made.codes[name], paradigm=made.board)
    made.do(paradigms.waive, rule=K.EMPTY_ROLE, paradigm=made.board, detail="context")
    assert made.found() == [("empty-role", "consequence")]
    copy = made.do(paradigms.make_paradigm, name="Copy", copy_of=made.board)
    assert [subject for _, subject in made.found()] == ["consequence", "context", "consequence"]
    made.do(paradigms.remove_paradigm, paradigm=copy)
    assert made.found() == [("empty-role", "consequence")]


def test_a_finding_on_the_study_as_a_whole_can_pass(made: Theory) -> None:
    no_core(made)
    assert made.found() == [("no-core", "Core category")]
    made.do(paradigms.waive, rule=K.NO_CORE, reason="It is still open.")
    assert made.found() == []
    made.do(paradigms.waive, rule=K.NO_CORE, reason="We wait for wave two.")
    (waived,) = made.checked().waived
    assert waived.waiver.reason == "We wait for wave two."
    with pytest.raises(InvalidInput, match="on one thing"):
        made.do(paradigms.waive, rule=K.NO_CORE, code=made.codes["Trust"], paradigm=made.board,
                reason="w")  # fmt: skip
    with pytest.raises(NotFound):
        made.do(paradigms.waive, rule=K.NO_CORE, code=CodeId(999))


def test_what_passes_goes_with_the_thing_it_was_on(made: Theory) -> None:
    negative(made)
    link = made.links[4]
    made.do(paradigms.waive, rule=K.NEGATIVE_CASE_UNEXPLAINED, relation=link)
    made.do(theory.unrelate, relation=link)
    made.study.ann.undo()
    assert made.found() == []
    made.study.ann.undo()
    assert [rule for rule, _ in made.found()] == ["negative-case-unexplained"]


def test_loops_of_feedback_are_told_beside_the_findings(made: Theory) -> None:
    made.relate("Trust", "leads to", "Market")
    now = made.checked()
    assert now.open == ()
    assert [loop.sentence for loop in now.loops] == [
        "Market → Leaving → Listening → Trust → Market"
    ]


def test_a_blind_coder_is_told_of_no_evidence_of_colleagues(made: Theory) -> None:
    made.relate("Market", "leads to", "Leaving", evidence=False)
    made.do(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    link = RelationId(len(LINKS) + 1)
    for document in made.documents:
        quotation = made.passage(document, made.codes["Market code"], 90)
        made.do(theory.add_evidence, relation=link, quotation=quotation)
    assert made.found() == []
    with made.study.bob.read() as reader:
        without = [each for each in findings(reader)
                   if each.rule is CheckRule.RELATION_WITHOUT_EVIDENCE]  # fmt: skip
    assert len(without) == len(LINKS) + 1  # Ann's of earlier rounds lies in these documents as well


def test_each_verb_is_taken_back_wholly(made: Theory) -> None:
    project = made.study.ann

    def digest() -> str:
        return verify(project).digest

    board = made.board
    steps: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (paradigms.make_paradigm, {"name": "Copy", "copy_of": board}),
        (paradigms.rename_paradigm, {"paradigm": board, "name": "Another"}),
        (paradigms.waive, {"rule": K.NO_CORE}),
        (paradigms.waive, {"rule": K.EMPTY_ROLE, "paradigm": board, "detail": "context"}),
        (paradigms.remove_paradigm, {"paradigm": board}),
    ]
    for verb, given in steps:
        before = digest()
        project.perform(verb, reason="w", **given)
        after = digest()
        assert after != before
        project.undo()
        assert digest() == before
        project.redo()
        assert digest() == after


def test_a_model_of_a_paradigm_follows_its_name_and_keeps_it(made: Theory) -> None:
    made.do(models.make_model, name="Drawn", template=ModelTemplate.PARADIGM,
            options=["paradigm=Paradigm 1"])  # fmt: skip
    made.do(paradigms.rename_paradigm, paradigm=made.board, name="Another")
    with made.study.ann.read() as reader:
        (options,) = reader.scalars(select(Model.options))
    assert options["paradigm"] == "Another"
    with pytest.raises(InvalidInput, match="model “Drawn” draws this paradigm"):
        made.do(paradigms.remove_paradigm, paradigm=made.board)


def test_paradigms_have_names_of_their_own_and_cards_an_order(made: Theory) -> None:
    with pytest.raises(InvalidInput, match="paradigm “Paradigm 1” already"):
        made.do(paradigms.make_paradigm, name=" Paradigm  1 ")
    with pytest.raises(InvalidInput, match="needs a name"):
        made.do(paradigms.rename_paradigm, paradigm=made.board, name=" ")
    for name in ("Habit", "Habit code"):
        made.do(theory.place_in_paradigm, category=made.codes[name], role=R.CONTEXT)
    order = [made.codes["Habit code"], made.codes["Market"]]
    given: dict[str, Any] = {"paradigm": made.board, "role": R.CONTEXT}
    made.do(paradigms.reorder_cards, categories=order, **given)
    with made.study.ann.read() as reader:
        rows = paradigm_rows(reader)[0].placements
    ranked = [row.category for row in sorted(rows, key=lambda r: r.rank) if row.role is R.CONTEXT]
    assert ranked == [*order, made.codes["Habit"]]
    with pytest.raises(InvalidInput, match="“Trust” is not placed as context"):
        made.do(paradigms.reorder_cards, categories=[made.codes["Trust"]], **given)
