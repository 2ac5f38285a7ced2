"""Reading a plain-text study: what the plan says, and faults named by file and row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.plain_study import is_plain_study, read_study
from gtcoder.plan import Change, ChangeDraft, CodeDraft, CodingDraft, PassageDraft, StudyPlan
from gtcoder.vocabulary import CodeLevel, CoderRole, MemoKind, Span, SpeakerRole, Stance
from tests.exchange.plain_folder import FILES, changed, write_folder


@pytest.fixture
def plan(tmp_path: Path) -> StudyPlan:
    return read_study(write_folder(tmp_path))


def changes(plan: StudyPlan) -> Iterator[ChangeDraft]:
    return (step for step in plan.steps if isinstance(step, ChangeDraft))


def codings(plan: StudyPlan) -> list[CodingDraft]:
    return [step for step in plan.steps if isinstance(step, CodingDraft)]


def text(plan: StudyPlan, name: str) -> str:
    return next(each.text for each in plan.transcripts.documents if each.name == name)


def test_a_folder_with_a_project_file_is_a_plain_study(tmp_path: Path) -> None:
    assert not is_plain_study(tmp_path)
    assert not is_plain_study(tmp_path / "nothing")
    assert is_plain_study(write_folder(tmp_path / "study"))
    with pytest.raises(UnreadableFile, match=r"holds no project\.toml"):
        read_study(tmp_path)


def test_the_lead_comes_first_among_the_coders(plan: StudyPlan) -> None:
    assert (plan.title, plan.about) == ("Two shops", "Invented for the tests.")
    assert [(coder.name, coder.role) for coder in plan.coders] == [
        ("Ana", CoderRole.LEAD),
        ("Ben", CoderRole.CODER),
    ]


def test_speakers_are_tied_to_the_participants_of_the_table(plan: StudyPlan) -> None:
    who = {
        (document.name, speaker.label): (speaker.role, speaker.participant)
        for document in plan.transcripts.documents
        for speaker in document.speakers
    }
    assert who == {
        ("01_baker", "INT"): (SpeakerRole.INTERVIEWER, None),
        ("01_baker", "P1"): (SpeakerRole.PARTICIPANT, "P1"),
        ("02_sisters", "INT"): (SpeakerRole.INTERVIEWER, None),
        ("02_sisters", "P2a"): (SpeakerRole.PARTICIPANT, "P2a"),
        ("02_sisters", "P2b"): (SpeakerRole.PARTICIPANT, "P2b"),
    }
    variables = {(str(v.scope), v.owner, v.name): v.value for v in plan.transcripts.variables}
    assert variables["document", "02_sisters", "interview_date"] == "2020-02-03"
    assert variables["participant", "P2b", "trade"] == "bookkeeper"
    assert len(plan.transcripts.variables) == 5


def test_a_quote_is_found_by_its_words_and_occurrence(plan: StudyPlan) -> None:
    found = [
        text(plan, draft.passage.document)[draft.passage.span.start : draft.passage.span.end]
        for draft in codings(plan)
    ]
    assert found[3] == "money"
    second = codings(plan)[3].passage.span.start
    assert text(plan, "01_baker").count("money", 0, second) == 1
    assert found[0] == "Long nights."
    assert codings(plan)[0].memo == "She laughs."


def test_steps_come_phase_by_phase_codes_codings_changes(plan: StudyPlan) -> None:
    kinds = [type(step) for step in plan.steps]
    first = [*[CodeDraft] * 5, *[CodingDraft] * 6, *[ChangeDraft] * 3]
    assert kinds[:14] == first
    assert kinds[14:16] == [CodeDraft, CodingDraft]
    assert kinds[-1] is CodeDraft  # the core category of the phase "theory"


def test_a_code_keeps_its_key_through_renames_moves_and_merges(plan: StudyPlan) -> None:
    names = {step.name: step.key for step in plan.steps if isinstance(step, CodeDraft)}
    assert [*names.values()] == list(range(9))
    done = {(step.change, step.code): step for step in changes(plan)}
    assert done[Change.MERGE, names["Loaves"]].other == names["Bread"]
    assert done[Change.LEVEL, names["Nights"]].text == CodeLevel.AXIAL
    assert done[Change.ATTRIBUTE, names["Bread"]].name == "item"
    assert done[Change.ATTRIBUTE, names["Hope"]].text == "a=b"
    assert done[Change.MEMBERSHIP, names["Money"]].other == names["Hope"]
    assert done[Change.MOVE, names["Money"]].other is None  # back to the top
    assert [link.target for link in plan.relations] == [names["Nights"]]


def test_a_code_that_is_created_by_a_change_is_described_in_the_codebook(plan: StudyPlan) -> None:
    made = {step.name: step for step in plan.steps if isinstance(step, CodeDraft)}
    assert made["Trust"].definition == "Made late."
    assert made["Trust"].colour == 5
    assert made["Hope"].level is CodeLevel.AXIAL
    places = [step.place for step in plan.steps]
    assert places.index("codebook.csv row 8") == places.index("changes.csv row 7") + 1


def test_theory_and_memos(plan: StudyPlan) -> None:
    (relation,) = plan.relations
    assert relation.note == "No bread without flour."
    assert [proof.stance for proof in relation.evidence] == [Stance.FOR, Stance.AGAINST]
    start = text(plan, "02_sisters").index("I count")
    expected = PassageDraft("Ana", "02_sisters", Span(start, start + 17))
    assert relation.evidence[0].passage == expected
    assert [(p.paradigm, p.role.value, p.rank) for p in plan.placements] == [
        ("Shops", "phenomenon", 1),
        ("Shops", "causal condition", 1),
    ]
    (model,) = plan.models
    assert (model.name, model.template) == ("Nine steps", "stepwise")
    assert [(node.key, node.parent) for node in model.nodes] == [
        ("work", None),
        ("night", "work"),
        ("morning", "work"),
    ]
    start_memo, bread = plan.memos
    assert (start_memo.kind, start_memo.coder) == (MemoKind.REFLEXIVE, "Ben")
    assert start_memo.text == "I like bread.\n\n- and noon"
    assert (start_memo.codes, start_memo.documents) == ((), ())
    assert (len(bread.codes), bread.documents, bread.participants) == (1, ("01_baker",), ("P2b",))


def test_everybody_has_finished_everything_unless_a_table_says_who(tmp_path: Path) -> None:
    plan = read_study(write_folder(tmp_path / "a"))
    assert len(plan.assignments) == 4
    folder = write_folder(tmp_path / "b", **{"finished.csv": "coder,document\nBen,01_baker.txt\n"})
    (said,) = read_study(folder).assignments
    assert (said.coder, said.document, said.state) == ("Ben", "01_baker", "finished")


def test_a_table_saved_by_a_spreadsheet_is_read_all_the_same(tmp_path: Path) -> None:
    rows = FILES["paradigm.csv"].replace(",", ";").replace("\n", "\r\n")
    folder = write_folder(tmp_path, paradigm=f"\ufeff{rows};;;\r\n\r\n")
    assert len(read_study(folder).placements) == 2


def test_odd_columns_and_repeated_codings_are_noted(tmp_path: Path) -> None:
    again = 'open coding,Ana,01_baker,Nights,Long nights.,1,\naxial coding,Ana,02_sisters,"'
    codings = FILES["codings.csv"].replace("axial coding,Ana,02_sisters,", again.rstrip('"'), 1)
    folder = write_folder(
        tmp_path,
        codings=codings,
        relations="source,type,target,memo,mood\nMeans,leads to,Night work,,grim\n",
        evidence="",
    )
    (folder / "evidence.csv").unlink(missing_ok=True)
    notes = [str(note) for note in read_study(folder).notes]
    assert "relations.csv: the column “mood” is not read" in notes
    assert "codings.csv row 8 says the same as codings.csv row 2" in notes


def test_files_that_are_missing_are_empty(tmp_path: Path) -> None:
    left_out = ["codings", "changes", "relations", "evidence", "paradigm", "steps", "step_edges"]
    folder = write_folder(
        tmp_path, **dict.fromkeys([*left_out, "participants", "01_start", "02_bread"], "")
    )
    plan = read_study(folder)
    assert len(plan.steps) == 8
    assert (plan.relations, plan.models, plan.memos) == ((), (), ())
    assert [s.participant for s in plan.transcripts.documents[0].speakers] == [None, "01_baker"]


FAULTS = [
    ("project", "title = ", "title == ", "project.toml: It cannot be read: "),
    ("project", '"Two shops"', "7", "project.toml: What it says of “title” is not a text."),
    ("project", '["INT"]', "[1]", "project.toml: What it says of “interviewer” is not a list"),
    ("project", 'role = "lead"', 'role = "coder"', "None of its coders has the role lead"),
    ("project", 'role = "lead"', 'role = "boss"', "“boss” is no role of a coder. Known: lead"),
    ("project", "coders = [", "team = [", 'write coders = [{ name = "Ana", role = "lead" }]'),
    ("participants", "P1,01_baker,P1", "P1,03_cook,P1", "row 2: There is no document “03_cook”"),
    ("participants", "sisters,P2b", "sisters,P2c", "row 4: There is no speaker in “02_sisters” “P"),
    (
        "participants",
        "P2b,bookkeeper,2020-02-03",
        "P2b,bookkeeper,2020-02-04",
        "participants.csv row 4: “02_sisters” has another interview_date than in participants.csv "
        "row 3.",
    ),
    ("codebook", "Means > Trust", "Mean > Trust", "codebook.csv row 8: There is no code “Mean”"),
    ("codebook", "theory,Going", "theories,Going", "row 9: There is no phase “theories”. Phases"),
    ("codebook", "core,", "heart,", "codebook.csv row 9: “heart” is no level. Known: open, axial"),
    ("codebook", ",,7", ",,red", "row 7: “red” in the column “colour” is no whole number"),
    ("codebook", "level,", "", "codebook.csv row 2: The row has more cells than the header."),
    ("codings", "code,quote", "code,words", "codings.csv row 1: The header lacks the column “quo"),
    ("codings", "phase,coder", "coder,coder", "codings.csv row 1: The header lacks the column “p"),
    ("codings", "occurrence,memo", "memo,memo", "row 1: The header names the column “memo” twice"),
    ("codings", "She laughs.", '"She', "codings.csv: Line"),
    ("codings", "Ben,01_baker,Money", "Bea,01_baker,Money", "row 5: There is no coder “Bea”. Near"),
    ("codings", "Money,money", "Cash,money", "row 5: There is no code “Cash” at this point. Neare"),
    ("codings", "axial coding,Ana,02_sisters,Means", "axial coding,Ana,02_sisters,Loaves", "row 8"),
    (
        "codings",
        "Nights,Long nights.,1,She",
        "Nights,Long evenings in the shop with nobody,1,She",
        "codings.csv row 2: The quote “Long evenings in the shop with…” does not stand in “01_bak",
    ),
    ("codings", "money,2", "money,3", "row 5: The quote “money” stands 2 times, not 3 times, in “"),
    ("codings", "money,2", "money,0", "row 5: The quote “money” stands 2 times, not 0 times, in “"),
    ("codings", "money,2", ",2", "codings.csv row 5: The column “quote” is empty."),
    ("changes", "merge,Loaves", "blend,Loaves", "changes.csv row 2: “blend” is no verb. Known: re"),
    ("changes", "Loaves,Bread,", "Loaves,,", "changes.csv row 2: The column “argument” is empty."),
    ("changes", "Nights,Night work", "Nights,", "changes.csv row 5: The column “argument” is empt"),
    ("changes", "item=7", "item 7", "changes.csv row 12: “item 7” is not name=value."),
    ("changes", "Night work,axial", "Night work,big", "row 11: “big” is no level of a code. Known"),
    ("changes", "Means > Money,,", "Money,,", "changes.csv row 10: There is no code “Money” at th"),
    ("changes", "move,Money,Means", "move,Money,Money", "row 7: “Money” cannot go below itself."),
    ("changes", "Nights,Night work", "Nights,money", "row 5: There is a code “money” in that p"),
    ("changes", "Nights,Night work", "Nights,A > B", "changes.csv row 5: “A > B” is a path and no"),
    ("changes", "create,Hope", "create,Means > Bread", "row 9: There is a code “Bread” in that p"),
    ("changes", "label,,second", "retire,Means,,", "row 15: “Means” holds “Bread”, which is in us"),
    ("codebook", "Going on", "Means", "codebook.csv row 9: There is a code “Means” in that place"),
    ("relations", "Night work", "Nights", "relations.csv row 2: There is no code “Nights” at this"),
    ("evidence", "Ana,02", "Ben,02", "evidence.csv row 2: Ben has coded no passage with exactly"),
    (
        "evidence",
        ",for",
        ",pro",
        "evidence.csv row 2: “pro” is no stance. Known: for, against, neg",
    ),
    (
        "paradigm",
        "phenomenon",
        "topic",
        "paradigm.csv row 2: “topic” is no role. Known: phenomenon",
    ),
    ("steps", "morning,step", "night,step", "steps.csv row 4: The node “night” stands twice."),
    ("steps", "1,work", "1,morning", "steps.csv row 3: There is no node above “morning”. Nearest"),
    ("step_edges", "night,", "dusk,", "step_edges.csv row 2: There is no node “dusk”. Nearest: "),
    ("01_start", "kind: reflexive", "kind: moody", "memos/01_start.md: “moody” is no kind of memo"),
    ("01_start", "title:", "name:", "memos/01_start.md line 4: The line says neither kind, coder"),
    ("01_start", "on: study", "on: Bread", "memos/01_start.md: It is on “Bread”. Nothing was bui"),
    ("02_bread", "P2b", "P9", "memos/02_bread.md: There is no participant “P9”. Nearest: P1; P2"),
    ("02_bread", "\nIt is counted.\n", "", "memos/02_bread.md: The memo has no text."),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), FAULTS)
def test_a_fault_is_named_with_its_place(
    tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    folder = write_folder(tmp_path, **{name: changed(name, old, new)})
    with pytest.raises(UnreadableFile) as refused:
        read_study(folder)
    assert said in str(refused.value)
    assert "Nothing was built" in str(refused.value)


def test_transcripts_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    (folder / "transcripts" / "03_empty.txt").write_bytes(b"")
    with pytest.raises(UnreadableFile, match=r"transcripts/03_empty\.txt: It is empty"):
        read_study(folder)


def test_a_study_without_transcripts_is_refused(tmp_path: Path) -> None:
    files = dict.fromkeys(["01_baker", "02_sisters"], "")
    folder = write_folder(tmp_path, **files)
    with pytest.raises(UnreadableFile, match=r"transcripts: It holds no transcript"):
        read_study(folder)


def test_only_the_beginning_of_a_quote_is_repeated(tmp_path: Path) -> None:
    long = "Nobody said this, and it goes on and on until the secret."
    folder = write_folder(
        tmp_path, codings=changed("codings", "I count the bread,1", f'"{long}",1')
    )
    with pytest.raises(UnreadableFile) as refused:
        read_study(folder)
    assert "secret" not in str(refused.value)
