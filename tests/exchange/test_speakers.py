"""Speaker turns and who is who: the usual styles, header lines, focus groups, scripts.

All talk is invented.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.batch import FileNote, SpeakerDraft, TurnDraft
from gtcoder.errors import InvalidInput
from gtcoder.exchange.formats import ImportOptions, speaker_pattern
from gtcoder.exchange.people import propose_speakers
from gtcoder.exchange.speakers import Turns, propose_turns
from gtcoder.exchange.turn_styles import STYLES
from gtcoder.vocabulary import SpeakerRole

Said = list[tuple[str | None, str]]
TALK: Said = [
    ("Sara Lind", "So, how did you begin?"),
    ("Tom", "With a phone. And a desk."),
    ("Sara Lind", "Anything else?"),
    ("Tom", "No.\nNot really: nothing."),
]


def said(text: str, turns: Sequence[TurnDraft]) -> Said:
    return [(turn.speaker, text[turn.body : turn.end]) for turn in turns]


def people(
    text: str, options: ImportOptions | None = None, document: str = "doc"
) -> tuple[dict[str, tuple[SpeakerRole, str | None]], list[str]]:
    turns = propose_turns(text).turns
    found = propose_speakers(text, turns, document=document, options=options or ImportOptions())
    who = {one.label: (one.role, one.participant) for one in found.speakers}
    return who, [str(note) for note in found.notes]


def with_form(form: str) -> str:
    lines = []
    for number, (name, speech) in enumerate(TALK):
        lines.append(form.format(name=name, speech=speech, time=f"0{number}:13"))
    return "\n\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "form",
    [
        "{name}: {speech}",
        "{name} : {speech}",
        "{name}:\t{speech}",
        "{name}:\n{speech}",
        "  {name}: {speech}",
        "[{time}] {name}: {speech}",
        "({time}) {name}: {speech}",
        "{time} {name}: {speech}",
        "[00:{time}.250] {name}: {speech}",
        "[{time} - 59:59] {name}: {speech}",
        "#00:{time}-5# {name}: {speech}",
        "{name} [{time}]: {speech}",
        "{name} ({time}): {speech}",
        "{name} {time}: {speech}",
        "{name}: [{time}] {speech}",
        "[{name}]: {speech}",
        "**{name}:** {speech}",
        "**{name}**: {speech}",
        "__{name}:__ {speech}",
        "**{name}** [{time}]: {speech}",
        "> **{name}:** {speech}",
        "12 {name}: {speech}",
        "{name} {time}\n{speech}",
        "{name}  {time}  \n{speech}",
        "{name} ({time})\n{speech}",
        "[{name}] 00:{time}\n{speech}",
        "**{name}** {time}\n{speech}",
        "{name} - 00:{time}\n{speech}",
        "{name}\N{FULLWIDTH COLON}{speech}",
        "\u200f{name}: {speech}",
    ],
)
def test_the_usual_styles(form: str) -> None:
    text = with_form(form)
    turns = propose_turns(text).turns
    assert said(text, turns) == TALK
    starts = [turn.start for turn in turns]
    assert text[starts[1] : starts[1] + 1] not in ("", " ", "\n")
    assert all(text[start - 1] in " \n" for start in starts if start)


@pytest.mark.parametrize(
    "form",
    [
        "{time} {name}\n{speech}",
        "{name}\t{speech}",
        "{name} - {speech}",
        "{name} – {speech}",
        "{name}\n{speech}",
    ],
)
def test_styles_that_are_common_in_prose_need_more_turns(form: str) -> None:
    text = with_form(form)
    assert propose_turns(text).turns == ()
    text = text + text
    assert said(text, propose_turns(text).turns) == TALK + TALK


def test_a_turn_goes_from_its_label_to_the_last_sign_before_the_next() -> None:
    text = "INT: One?\n\n\nAnn: Two.\n  More.  \n\nINT: Three?\nAnn:\n\n"
    assert propose_turns(text).turns == (
        TurnDraft(0, 9, 5, "INT"),
        TurnDraft(12, 29, 17, "Ann"),
        TurnDraft(33, 44, 38, "INT"),
        TurnDraft(45, 49, 49, "Ann"),
    )


def test_a_name_beside_one_who_answers_is_the_interviewer() -> None:
    text = "Dan: Go on.\nParticipant: I did.\nDan: Okay.\nParticipant: And then, why not?\n"
    who, notes = people(text)
    assert who == {
        "Dan": (SpeakerRole.INTERVIEWER, None),
        "Participant": (SpeakerRole.PARTICIPANT, "doc"),
    }
    assert notes == ["“Dan” was taken as the interviewer, since the other is “Participant”"]
    tied, _ = people(text, ImportOptions(who={"Dan": "P09"}))
    assert tied["Dan"] == (SpeakerRole.PARTICIPANT, "P09")


def test_none_means_none() -> None:
    assert propose_turns(with_form("{name}: {speech}"), "none") == Turns()


@pytest.mark.parametrize(
    "prose",
    [
        "",
        "\n",
        "No labels at all. Only text.\n\nAnd more of it.",
        "Date: 3 May\nPlace: Lismore\nDuration: 40 min\n\nShe said: never. He said: ever.\n",
        "For example: one.\nFor example: two.\nIn short: three.\nIn short: four.\n",
        "Note: one.\nSummary: two.\nNote: three.\nSummary: four.\nNote: five.\n",
        "10:30 we met\n10:40 we left\n10:50 we met\n11:00 we left\n",
        "https://example.org\nhttps://example.org\nhttp://example.org\nhttp://example.org\n",
        "0.39\tI was born here.\n1.14\tWhat did he do?\n1.52\tAnd then?\n",
        "Anna: I begin.\nAnd go on.\nAnna: I go on.\nAnna: I end.\n",
        "- CONTEXT: a\n- GOAL: b\n\nTRANSCRIPT\n- reads on\n- reads off\n",
        "One - two\nThree - four\nfive - six\n",
    ],
)
def test_text_without_turns_has_none(prose: str) -> None:
    assert propose_turns(prose).turns == ()


def test_one_label_alone_is_said() -> None:
    text = "Anna: I begin.\nAnd go on.\nAnna: I go on.\nAnna: I end.\n"
    assert propose_turns(text).notes == (
        FileNote("lines begin with one label only, “Anna”, so no turns were proposed"),
    )


@pytest.mark.parametrize(
    "header",
    [
        "Interview 7\nDate: 3 May 2024\nPlace: Lismore\n\n",
        "Date: 3 May 2024\nPlace: Lismore\n",
        "Interviewer: Sara Lind\nParticipant: P07\nDatum: 3.5.2024\nOrt: Köln\n\n",
        "Datum: 3.5.2024\nDauer: 40 min\nInterviewer: Sara Lind\nParticipant: P07\n\n",
        "Interview 7\n\nInterviewee: Tom Berg\nRecorded by: Sara Lind\n\n",
        "INTERVIEW NO.24\t\tDATE OF INTERVIEW: 11/12/91\n\n",
        "تاریخ: ۱۴۰۲/۳/۱\nمکان: تهران\n\n",
    ],
)
def test_header_lines_are_no_turns(header: str) -> None:
    talk = "Interviewer: Well?\nParticipant: Yes, I think so.\n" * 3
    text = header + talk
    turns = propose_turns(text).turns
    assert [turn.speaker for turn in turns] == ["Interviewer", "Participant"] * 3
    assert turns[0].start == len(header)


def test_talk_right_after_a_header_without_a_blank_line_is_kept() -> None:
    text = "Date: 3 May\nINT: Well?\nAnn: Yes.\nINT: And?\nAnn: No.\n"
    assert [turn.speaker for turn in propose_turns(text).turns] == ["INT", "Ann", "INT", "Ann"]


def test_a_label_that_occurs_once_counts_if_it_looks_like_the_others() -> None:
    group = "".join(f"P{number}: Yes.\nM: And you?\n" for number in (1, 2, 3, 1, 2)) + "P6: No.\n"
    assert {turn.speaker for turn in propose_turns(group).turns} == {"P1", "P2", "P3", "P6", "M"}
    capitals = "ANNA: a\nBEN: b\nANNA: c\nBEN: d\nCARLA: e\nANNA: f\n"
    assert propose_turns(capitals).turns[4].speaker == "CARLA"


def test_a_name_that_occurs_once_is_said_and_stays_in_the_turn_before() -> None:
    text = "Anna: a\nBen: b\nAnna: c\nBen: d\nCarla: e\nAnna: f\n"
    found = propose_turns(text)
    assert said(text, found.turns)[3] == ("Ben", "d\nCarla: e")
    assert [str(note) for note in found.notes] == [
        "line 5: “Carla” begins a line too seldom and was not taken as a speaker"
    ]


def test_spellings_of_a_label_are_one_speaker() -> None:
    text = "Int: a?\nAnn: b\nINT: c?\nANN: d\nINT: e?\nAnn: f\n"
    assert {turn.speaker for turn in propose_turns(text).turns} == {"INT", "Ann"}


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("Interviewer", "Participant"), ("INT", "P07"), ("I", "R"), ("Q", "A"), ("I1", "B1"),
        ("Moderatorin", "Frau Özdemir"), ("Enquêteur", "Enquêtée"), ("Entrevistadora", "Carmen"),
        ("Entrevistador", "Respondente 3"), ("Intervistatrice", "Lucia"), ("Intervjuare", "Åsa"),
        ("Haastattelija", "Päivi"), ("Badaczka", "Małgorzata"), ("Интервьюер", "Респондент"),
        ("Tazatelka", "Jiří"), ("Araştırmacı", "Hülya"), ("Ερευνήτρια", "Ελένη"),
        ("مصاحبه‌گر", "مصاحبه‌شونده"), ("مصاحبه‌کننده", "مریم"), ("پرسشگر", "پاسخگو"), ("س", "ج"),
        ("المحاور", "المشارك"), ("الباحثة", "فاطمة"), ("מראיינת", "רות"),
        ("访谈者", "受访者"), ("主持人", "李明"), ("聞き手", "田中"), ("면접자", "참여자"),
    ],
)  # fmt: skip
def test_interviewers_of_many_languages_by_their_usual_names(asks: str, answers: str) -> None:
    text = f"{asks}: one\n{answers}: two\n" * 3
    who, notes = people(text, document="interview-3")
    assert who == {
        asks: (SpeakerRole.INTERVIEWER, None),
        answers: (SpeakerRole.PARTICIPANT, "interview-3"),
    }
    assert notes == []


def test_without_a_usual_name_the_one_who_asks_is_proposed_and_said() -> None:
    text = "Sara: Why?\nTom: So.\nSara: And “then”?\nTom: Then what?\nSara: Go on.\nTom: No.\n" * 2
    who, notes = people(text)
    assert who["Sara"] == (SpeakerRole.INTERVIEWER, None)
    assert who["Tom"] == (SpeakerRole.PARTICIPANT, "doc")
    assert notes == [
        "“Sara” was taken as the interviewer: 67% of the turns end in a question, "
        "next “Tom” with 33%"
    ]


def test_speakers_numbered_by_a_machine_are_judged_by_their_questions() -> None:
    text = "Speaker 1: کجا؟\nSpeaker 2: Here.\nSpeaker 1: When?\nSpeaker 2: Now.\n"
    who, _ = people(text)
    assert [role for role, _ in who.values()] == [SpeakerRole.INTERVIEWER, SpeakerRole.PARTICIPANT]


def test_where_nobody_asks_all_are_participants_and_it_is_said() -> None:
    who, notes = people("Anna: a\nBen: b\n" * 3)
    assert who == {
        "Anna": (SpeakerRole.PARTICIPANT, "Anna"),
        "Ben": (SpeakerRole.PARTICIPANT, "Ben"),
    }
    assert notes == ["no interviewer was recognised among “Anna”, “Ben”"]


def test_interpreters_and_voices_of_all_are_nobody() -> None:
    who, _ = people("INT: Well?\nInterpreter: او پرسید\nMina: بله\nAll: laughter\n" * 2)
    assert who["Interpreter"] == (SpeakerRole.OTHER, None)
    assert who["All"] == (SpeakerRole.OTHER, None)
    assert who["Mina"] == (SpeakerRole.PARTICIPANT, "doc")


FOCUS_GROUP = "Moderator: Who begins?\n" + "".join(
    f"{{{number}}}: Something.\nModerator: Thank you. And you?\n" for number in range(6)
)


@pytest.mark.parametrize(
    ("labels", "participants"),
    [
        (["Ana", "Bo", "Cem", "Dua", "Eva", "Finn"], ["Ana", "Bo", "Cem", "Dua", "Eva", "Finn"]),
        (["P07", "P08", "P09", "P10", "P11", "P12"], ["P07", "P08", "P09", "P10", "P11", "P12"]),
        (["P1", "P2", "P3", "P4", "P5", "P6"], [f"group P{number}" for number in range(1, 7)]),
        (["A", "B", "C", "D", "E", "F"], [f"group {letter}" for letter in "ABCDEF"]),
    ],
)
def test_a_focus_group_of_six_gives_six_participants(
    labels: list[str], participants: list[str]
) -> None:
    text = (FOCUS_GROUP * 2).format(*labels)
    who, notes = people(text, document="group")
    assert who["Moderator"] == (SpeakerRole.INTERVIEWER, None)
    assert [who[label] for label in labels] == [
        (SpeakerRole.PARTICIPANT, participant) for participant in participants
    ]
    assert notes == []


ONE = "INT: Well?\nTom: Yes.\n" * 3
TWO = "INT: Well?\nTom: Yes.\nEva: No.\n" * 3


@pytest.mark.parametrize(
    ("text", "options", "participants"),
    [
        (ONE, ImportOptions(), {"Tom": "doc"}),
        (ONE, ImportOptions(participant="P07"), {"Tom": "P07"}),
        (ONE, ImportOptions(participant="P07", who={"tom": "P08"}), {"Tom": "P08"}),
        (TWO, ImportOptions(), {"Tom": "Tom", "Eva": "Eva"}),
        (TWO, ImportOptions(who={"Eva": "P02"}), {"Tom": "Tom", "Eva": "P02"}),
        (TWO, ImportOptions(who={"Eva": "P02", "Tom": "P02"}), {"Tom": "P02", "Eva": "P02"}),
        (TWO, ImportOptions(interviewers=("Eva",)), {"INT": "doc INT", "Tom": "Tom"}),
        (TWO, ImportOptions(interviewers=("int", "eva")), {"Tom": "doc"}),
        (TWO, ImportOptions(interviewers=("Zoe",)), {"Tom": "Tom", "Eva": "Eva"}),
        (ONE, ImportOptions(who={"INT": "P09"}), {"INT": "P09", "Tom": "Tom"}),
        (TWO, ImportOptions(participant="Tom"), {"Tom": "Tom", "Eva": "Eva"}),
    ],
)
def test_what_the_coder_says_goes_before_what_is_guessed(
    text: str, options: ImportOptions, participants: dict[str, str]
) -> None:
    who, _ = people(text, options)
    assert {label: name for label, (_, name) in who.items() if name} == participants


def test_one_participant_for_several_speakers_is_said() -> None:
    _, notes = people(TWO, ImportOptions(participant="P07"))
    assert notes == [
        "“P07” was not tied to a speaker: 2 speakers answer in this document, "
        "and each became a participant"
    ]


@pytest.mark.parametrize(
    "pattern", [r"^<(?P<speaker>\w+)>", r"^<(\w+)>[ ]*", r"\n*(<)(?P<speaker>\w+)(>)"]
)
def test_a_pattern_of_the_coders_own(pattern: str) -> None:
    text = "<INT> Well?\n<Ann> Yes.\n\n<Once> No.\n"
    turns = propose_turns(text, pattern).turns
    assert said(text, turns) == [("INT", "Well?"), ("Ann", "Yes."), ("Once", "No.")]
    assert [turn.start for turn in turns] == [0, 12, 24]


def test_a_pattern_that_matches_nowhere_is_said() -> None:
    found = propose_turns("no labels", r"^(\w+)>")
    assert found.turns == ()
    assert found.notes == (FileNote("the speaker pattern matches nowhere: no turns"),)


@pytest.mark.parametrize(("pattern", "said"), [("(", "no regular expression"), ("^x:", "no group")])
def test_a_wrong_pattern_is_wrong_input(pattern: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        speaker_pattern(pattern)


def test_the_patterns_do_not_choke_on_a_hostile_line() -> None:
    for style in STYLES:
        for piece in ("a ", "0:00 ", "[", "12:34-", "*_", "A.B ", "\t", ": ", "> > "):
            assert list(style.pattern.finditer("\n" + piece * 20_000)) is not None


LABELS = st.sampled_from(["INT", "P1", "P2", "Ann B.", "مریم", "李明", "for example", "Date", "x"])
LINES = st.one_of(
    st.builds("{}: {}".format, LABELS, st.text("ab ?.:\u200f", max_size=8)),
    st.builds("[0{0}:13] {1}:".format, st.integers(0, 9), LABELS),
    st.builds("{1} 00:0{0}".format, st.integers(0, 9), LABELS),
    st.builds("{}\t{}".format, LABELS, st.text("ab", max_size=3)),
    LABELS,
    st.text(" ab\t", max_size=5),
)


@given(
    st.lists(LINES, max_size=40).map("\n".join),
    st.sampled_from(["auto", r"^(\w*):", r"(?P<speaker>a*)"]),
)
def test_turns_are_in_order_apart_and_hold_their_bodies(text: str, speakers: str) -> None:
    turns = propose_turns(text, speakers).turns
    limit = 0
    for turn in turns:
        assert limit <= turn.start < turn.end <= len(text)
        assert turn.start < turn.body <= turn.end
        assert turn.speaker
        assert not text[turn.end - 1].isspace()
        limit = turn.end
    people_found = propose_speakers(text, turns, document="d", options=ImportOptions()).speakers
    assert {one.label for one in people_found} == {turn.speaker for turn in turns}
    assert all(
        (one.participant is not None) == (one.role is SpeakerRole.PARTICIPANT)
        for one in people_found
    )
    assert len({one.label for one in people_found}) == len(people_found)


def test_the_same_text_gives_the_same_speakers() -> None:
    text = with_form("{name}: {speech}")
    turns = propose_turns(text).turns
    options = ImportOptions()
    once = propose_speakers(text, turns, document="d", options=options)
    assert once == propose_speakers(text, turns, document="d", options=options)
    assert once.speakers[0] == SpeakerDraft("Sara Lind", SpeakerRole.INTERVIEWER)
    assert re.fullmatch(r"“Sara Lind” was taken as the interviewer: 100% .*", once.notes[0].message)
