"""The logic of an import before it is done: edits over drafts, what comes in, what does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gtcoder.batch import SpeakerDraft
from gtcoder.errors import InvalidInput
from gtcoder.exchange.formats import SurveyColumns
from gtcoder.progress import Cancelled, Silent
from gtcoder.ui.documents.gathering import gather, read_again
from gtcoder.ui.documents.left_out import left_out
from gtcoder.ui.documents.plan import ForAll, ImportPlan, State
from gtcoder.vocabulary import SpeakerRole, VariableScope

TWO = (
    "INT: Did anybody call back?\nP1: Nobody did. I waited.\n"
    "INT: For how long?\nP1: Three weeks, I think.\n"
)
GROUP = (
    "Mod: Who stayed?\nMaria: I did.\nPetr: Not me.\nMod: Why not?\nMaria: Habit.\n"
    "Petr: The price.\nMod: Only the price?\nMaria: Also the queue.\nPetr: Yes.\n"
)
OWN = "<<Ada>> It rained.\n<<Bea>> It did.\n<<Ada>> We left.\n<<Bea>> All of us.\n"


def written(folder: Path, **texts: str) -> list[Path]:
    """Write invented files and return their paths."""
    paths = []
    for stem, text in texts.items():
        path = folder / f"{stem}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def plan_of(*paths: Path, known: dict[str, list[str]] | None = None) -> ImportPlan:
    return gather(paths, known or {}, Silent())


def names(plan: ImportPlan) -> list[str]:
    return [draft.name for draft in plan.batch().documents]


def speaker(plan: ImportPlan, place: int, label: str) -> SpeakerDraft:
    draft = plan.files[place].draft
    assert draft is not None
    return next(each for each in draft.speakers if each.label == label)


def test_files_become_drafts_and_a_broken_one_is_refused_by_its_sentence(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.4\n" + b"\x00" * 80)
    plan = plan_of(*written(tmp_path, one=TWO), tmp_path / "scan.pdf")
    assert [fate.state for fate in plan.fates()] == [State.READY, State.REFUSED]
    assert "Nothing of it was taken in" in plan.fates()[1].why
    assert names(plan) == ["one"]


def test_a_folder_gives_its_files_in_natural_order_and_names_what_it_leaves(tmp_path: Path) -> None:
    written(tmp_path, P10=TWO, P2=TWO + "P1: More.\n")
    (tmp_path / "song.mp3").write_bytes(b"ID3")
    (tmp_path / ".hidden.txt").write_text("x")
    plan = plan_of(tmp_path)
    assert [file.path.name for file in plan.files] == ["P2.txt", "P10.txt"]
    assert [report.source.file for report in plan.left_out] == ["song.mp3"]


def test_the_same_name_in_two_folders_stays_two_documents_and_two_people(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    first, second = tmp_path / "a", tmp_path / "b"
    written(first, talk=TWO)
    written(second, talk=TWO.replace("Three", "Two"))
    plan = plan_of(first, second)
    assert names(plan) == ["talk", "talk (2)"]
    assert [speaker(plan, n, "P1").participant for n in (0, 1)] == ["talk", "talk (2)"]


def test_a_text_that_is_there_stays_out_until_it_is_asked_for(tmp_path: Path) -> None:
    paths = written(tmp_path, one=TWO, two=GROUP, three=TWO)
    known = {plan_of(paths[1]).files[0].documents[0].sha256: ["Old talk"]}
    plan = plan_of(*paths, known=known)
    assert [(fate.state, fate.why) for fate in plan.fates()] == [
        (State.READY, ""),
        (State.THERE, "Old talk"),
        (State.THERE, "one"),
    ]
    assert names(plan) == ["one"]
    assert not plan.again
    plan = plan.with_file(1, plan.files[1].saying(wanted=True))
    assert names(plan) == ["one", "two"]
    assert plan.again


def survey_of(
    folder: Path, known: dict[str, list[str]] | None = None, **answers: str
) -> ImportPlan:
    path = folder / "survey.csv"
    rows = "".join(f"{who},{said}\n" for who, said in answers.items())
    path.write_text(f"id,Why did you leave?\n{rows}", "utf-8")
    plan = plan_of(path, known=known)
    asked = SurveyColumns("id", texts=("Why did you leave?",))
    plan = plan.with_file(0, plan.files[0].saying(survey=asked))
    return plan.with_file(0, read_again(plan, [0], Silent())[0])


def people(plan: ImportPlan) -> list[str]:
    return [name.split()[0] for name in names(plan)]


def test_of_a_survey_only_answers_of_the_same_person_are_there(tmp_path: Path) -> None:
    first = survey_of(tmp_path, P1="No time.", P2="No time.", P3="No money.")
    assert people(first) == ["P1", "P2", "P3"]
    known: dict[str, list[str]] = {}
    for document in first.files[0].documents[:2]:
        known.setdefault(document.sha256, []).append(document.name)
    plan = survey_of(tmp_path, known, P1="No time.", P2="No time.", P4="No time.")
    assert plan.fates()[0].state is not State.THERE
    assert people(plan) == ["P4"]
    assert not plan.again
    assert survey_of(tmp_path, known, P1="No time.", P2="No time.").fates()[0].state is State.THERE
    wanted = plan.with_file(0, plan.files[0].saying(wanted=True))
    assert people(wanted) == ["P1", "P2", "P4"]
    assert wanted.again


def test_leaving_a_file_out_lets_its_twin_in_only_when_asked(tmp_path: Path) -> None:
    plan = plan_of(*written(tmp_path, one=TWO, two=GROUP))
    plan = plan.with_file(0, plan.files[0].saying(wanted=False))
    assert plan.fates()[0].state is State.OUT
    assert names(plan) == ["two"]


def test_edits_of_speakers_survive_reading_again_where_the_labels_are_the_same(
    tmp_path: Path,
) -> None:
    plan = plan_of(*written(tmp_path, one=TWO))
    file = plan.files[0].with_speaker(SpeakerDraft("P1", SpeakerRole.PARTICIPANT, "Rahimi"))
    file = file.with_speaker(SpeakerDraft("INT", SpeakerRole.OTHER, "Nobody"))
    plan = plan.with_file(0, file.saying(speakers=r"^(?P<speaker>P1|INT):"))
    plan = plan.with_file(0, read_again(plan, [0], Silent())[0])
    assert speaker(plan, 0, "P1").participant == "Rahimi"
    assert speaker(plan, 0, "INT") == SpeakerDraft("INT", SpeakerRole.OTHER)
    plan = plan.with_file(0, plan.files[0].saying(speakers="none"))
    plan = plan.with_file(0, read_again(plan, [0], Silent())[0])
    assert plan.batch().documents[0].speakers == ()
    plan = plan.with_file(0, plan.files[0].saying(speakers="auto"))
    plan = plan.with_file(0, read_again(plan, [0], Silent())[0])
    assert speaker(plan, 0, "P1").participant == "Rahimi"


def test_an_own_pattern_finds_speakers_and_a_faulty_one_is_refused(tmp_path: Path) -> None:
    plan = plan_of(*written(tmp_path, rain=OWN))
    assert plan.batch().documents[0].turns == ()
    plan = plan.with_file(0, plan.files[0].saying(speakers=r"^<<(?P<speaker>\w+)>>"))
    plan = plan.with_file(0, read_again(plan, [0], Silent())[0])
    assert [each.label for each in plan.batch().documents[0].speakers] == ["Ada", "Bea"]
    faulty = plan.with_file(0, plan.files[0].saying(speakers="(unclosed"))
    with pytest.raises(InvalidInput, match="no regular expression"):
        read_again(faulty, [0], Silent())


def test_an_encoding_is_taken_as_said(tmp_path: Path) -> None:
    path = tmp_path / "greek.txt"
    path.write_bytes("Ήταν αργά όταν ήρθαμε.".encode("cp1253"))
    plan = plan_of(path)
    plan = plan.with_file(0, plan.files[0].saying(encoding="cp1253"))
    plan = plan.with_file(0, read_again(plan, [0], Silent())[0])
    assert plan.batch().documents[0].text.startswith("Ήταν")
    plan = plan.with_file(0, plan.files[0].saying(encoding="utf-8"))
    plan = plan.with_file(0, read_again(plan, [0], Silent())[0])
    assert plan.fates()[0].state is State.REFUSED
    assert plan.files[0].said.encoding == "utf-8"


def test_all_who_answer_can_be_one_participant(tmp_path: Path) -> None:
    plan = plan_of(*written(tmp_path, group=GROUP))
    assert {speaker(plan, 0, "Maria").participant, speaker(plan, 0, "Petr").participant} == {
        "Maria",
        "Petr",
    }
    file = plan.files[0].saying(together="The Novak family")
    plan = plan.with_file(0, file)
    assert speaker(plan, 0, "Maria").participant == "The Novak family"
    assert speaker(plan, 0, "Petr").participant == "The Novak family"
    assert speaker(plan, 0, "Mod").participant is None
    renamed = file.with_speaker(SpeakerDraft("Petr", SpeakerRole.PARTICIPANT, "The Kovács family"))
    plan = plan.with_file(0, renamed)
    assert speaker(plan, 0, "Maria").participant == "The Kovács family"


def test_a_document_takes_its_participant_and_its_variables_along_when_renamed(
    tmp_path: Path,
) -> None:
    paths = written(tmp_path, one=TWO, plain="It was a long day. We went home.")
    table = tmp_path / "facts.csv"
    table.write_text("document,date\none,2021-05-04\nplain,2021-05-06\n", encoding="utf-8")
    plan = plan_of(*paths, table)
    plan = plan.with_file(0, plan.files[0].saying(name="Rahimi"))
    plan = plan.with_file(1, plan.files[1].saying(name="Sadr"))
    batch = plan.batch()
    assert [each.name for each in batch.documents] == ["Rahimi", "Sadr"]
    assert speaker(plan, 0, "P1").participant == "Rahimi"
    assert batch.documents[1].participant == "Sadr"
    assert [(each.owner, each.value) for each in batch.variables] == [
        ("Rahimi", "2021-05-04"),
        ("Sadr", "2021-05-06"),
    ]


def test_interviewers_named_for_all_files_are_taken_as_such(tmp_path: Path) -> None:
    plan = plan_of(*written(tmp_path, group=GROUP))
    again = ImportPlan(plan.files, for_all=ForAll(("Petr",)))
    file = read_again(again, [0], Silent())[0]
    assert file.draft is not None
    roles = {each.label: each.role for each in file.draft.speakers}
    assert roles["Petr"] is SpeakerRole.INTERVIEWER
    assert roles["Mod"] is SpeakerRole.PARTICIPANT


def test_somebody_met_in_an_earlier_conversation_is_noted(tmp_path: Path) -> None:
    plan = plan_of(*written(tmp_path, one=GROUP, two=GROUP.replace("Habit", "Custom")))
    notes = [str(note) for note in plan.notes()[1]]
    assert "“Maria” is taken as the same participant as in one" in notes
    assert not [note for note in plan.notes()[0] if "same participant" in str(note)]


def test_a_cancel_stops_the_reading(tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, what: str = "") -> None:
            if done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        gather(written(tmp_path, one=TWO, two=GROUP), {}, Stop())


def test_values_of_a_table_are_told_beside_those_of_the_study(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text("document,place,wave\none,X,2\ntwo,Y,2\nnew,Z,2\n", encoding="utf-8")
    there = {"one": {"place": "A", "wave": "2"}, "two": {}, "new": {"place": "of another"}}
    plan = replace(
        plan_of(*written(tmp_path, new=TWO), table),
        values={(VariableScope.DOCUMENT, name): values for name, values in there.items()},
    )
    of_text, of_table = plan.notes()
    assert [str(note) for note in of_table] == ["place of document “one” is “A”, would be “X”"]
    assert not of_text


def test_variables_of_a_double_stay_out_with_it_and_that_is_said(tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text("document,place\none,X\ntwo,Y\nElse,Z\n", encoding="utf-8")
    plan = plan_of(*written(tmp_path, one=TWO, two=TWO), table)
    assert [(each.owner, each.value) for each in plan.batch().variables] == [
        ("one", "X"), ("Else", "Z"),
    ]  # fmt: skip
    (out, why) = left_out(plan, [])[0]
    assert out == "two.txt"
    assert why == "The same text is there as “one”, so its variables stay out too."
