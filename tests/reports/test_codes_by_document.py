"""Codes by document and participant, counted by hand on a small study."""

from __future__ import annotations

import pytest

from gtcoder.actions import codebook, coding, team
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.vocabulary import RoundKind
from tests.reports.groups import Groups, run, table

COLUMNS = ("group", "alone", "nobody", "total")


def test_codings_of_one_coder(groups: Groups) -> None:
    report = groups.report("codes-by-document", coders="Ann")
    assert report.columns == ("code", *COLUMNS)
    assert [row[0] for row in report.rows] == [
        ("Cost",),
        ("Trust",),
        ("Trust", "Warmth"),
        ("Trust", "Silence"),
        ("Old",),
        ("Idle",),
        "Total",
    ]
    assert table(report) == {
        "Cost": (3, 0, 0, 3),
        "Trust": (0, 0, 0, 0),
        "Warmth": (0, 1, 0, 1),
        "Silence": (0, 2, 0, 2),
        "Old": (0, 0, 1, 1),
        "Idle": (0, 0, 0, 0),
        "Total": (3, 3, 1, 7),
    }
    assert report.totals == {6}
    assert report.provenance["counted"] == "codings"
    assert report.provenance["whose"] == "Ann"
    assert report.provenance["round"] == "Round 1"
    assert report.provenance["sample"] == "3 of 3 documents"
    assert report.provenance["study"] == "Invented groups"
    assert report.provenance["codings"] == 7
    assert (report.provenance["codes"], report.provenance["codes_used"]) == (6, 4)
    with groups.ann.read() as reader:
        assert report.provenance["revision"] == reader.revision


def test_several_coders_stand_in_blocks_and_are_never_added_up(groups: Groups) -> None:
    report = groups.report("codes-by-document")
    assert report.columns == ("coder", "code", *COLUMNS)
    rows = table(report)
    assert rows["Ann", "Cost"] == (3, 0, 0, 3)
    assert rows["Ben", "Cost"] == (1, 1, 0, 2)
    assert rows["Ann", "Total"] == (3, 3, 1, 7)
    assert rows["Ben", "Total"] == (1, 2, 1, 4)
    assert report.totals == {6, 13}
    assert report.provenance["whose"] == "Ann and Ben, side by side"
    named = groups.report("codes-by-document", coders="Ben, Ann")
    assert [row[0] for row in named.rows] == ["Ben"] * 7 + ["Ann"] * 7


def test_passages_fold_the_coders_when_asked(groups: Groups) -> None:
    report = groups.report("codes-by-document", cells="passages", fold="yes")
    assert table(report) == {
        "Cost": (3, 1, 0, 4),  # 11-21 of both coders is one passage
        "Trust": (0, 0, 0, 0),
        "Warmth": (0, 2, 1, 3),
        "Silence": (0, 2, 0, 2),
        "Old": (0, 0, 1, 1),
        "Idle": (0, 0, 0, 0),
        "Total": (3, 5, 2, 10),  # 0-10 of “alone” counts for Warmth and for Silence
    }
    assert report.provenance["whose"] == "Ann and Ben, folded into one"
    assert any("same stretch counts once" in each for each in report.sentences)


def test_codings_of_several_coders_cannot_be_folded(groups: Groups) -> None:
    with pytest.raises(InvalidInput, match="The codings of Ann and Ben are not added up"):
        groups.report("codes-by-document", fold="yes")
    alone = groups.report("codes-by-document", fold="yes", coders="Ben")
    assert table(alone)["Total"] == (1, 2, 1, 4)


def test_presence_totals_count_documents_and_codes(groups: Groups) -> None:
    report = groups.report("codes-by-document", cells="presence", fold="yes")
    assert table(report) == {
        "Cost": (1, 1, 0, 2),
        "Trust": (0, 0, 0, 0),
        "Warmth": (0, 1, 1, 2),
        "Silence": (0, 1, 0, 1),
        "Old": (0, 0, 1, 1),
        "Idle": (0, 0, 0, 0),
        "Total": (1, 3, 2, 6),
    }
    said = " ".join(report.sentences)
    assert "total of a code is the number of documents" in said
    assert "total of a document is the number of codes" in said


def test_characters_count_overlaps_once(groups: Groups) -> None:
    rows = table(groups.report("codes-by-document", cells="characters", coders="Ann"))
    assert rows["Cost"] == (29, 0, 0, 29)  # 0-10 and 11-30
    assert rows["Silence"] == (0, 20, 0, 20)  # 0-10 and 5-20
    assert rows["Total"] == (29, 30, 5, 64)
    folded = table(groups.report("codes-by-document", cells="characters", fold="yes"))
    assert folded["Warmth"] == (0, 12, 5, 17)


def test_participants_are_those_whose_turns_were_coded(groups: Groups) -> None:
    report = groups.report("codes-by-document", by="participant", coders="Ann")
    assert report.columns == ("code", "Pat", "Quinn", "Rae", "unknown", "total")
    rows = table(report)
    assert rows["Cost"] == (2, 1, 0, 1, 3)  # one coding is Pat's and Quinn's
    assert rows["Silence"] == (0, 0, 2, 0, 2)
    assert rows["Old"] == (0, 0, 0, 1, 1)
    assert rows["Total"] == (2, 1, 3, 2, 7)
    said = " ".join(report.sentences)
    assert "1 coding stands on the words of more than one participant" in said
    assert "2 codings stand on no known participant's words" in said


def test_presence_by_participant_leaves_the_unknown_out_of_the_total(groups: Groups) -> None:
    rows = table(
        groups.report("codes-by-document", by="participant", cells="presence", coders="Ann")
    )
    assert rows["Cost"] == (1, 1, 0, 1, 2)
    assert rows["Old"] == (0, 0, 0, 1, 0)
    assert rows["Total"] == (1, 1, 2, 2, 4)


def test_rollup_counts_each_coding_once_however_many_paths_lead_there(groups: Groups) -> None:
    codes = groups.codes
    for code, category in (("Silence", "Old"), ("Old", "Trust"), ("Trust", "Idle")):
        groups.ann.perform(codebook.add_membership, code=codes[code], category=codes[category])
    report = groups.report("codes-by-document", rollup="yes", coders="Ann")
    rows = table(report)
    assert rows["Trust"] == (0, 3, 1, 4)  # Silence below it and, by way of Old, once more: once
    assert rows["Old"] == (0, 2, 1, 3)
    assert rows["Idle"] == (0, 3, 1, 4)
    assert rows["Warmth"] == (0, 1, 0, 1)
    assert rows["Total"] == (3, 3, 1, 7)
    passages = table(
        groups.report("codes-by-document", rollup="yes", coders="Ann", cells="passages")
    )
    assert passages["Trust"] == (0, 2, 1, 3)  # 0-10 under Warmth and Silence is one passage
    assert passages["Total"] == (3, 3, 1, 7)


def test_a_circle_of_memberships_ends(groups: Groups) -> None:
    codes = groups.codes
    groups.ann.perform(codebook.add_membership, code=codes["Cost"], category=codes["Old"])
    groups.ann.perform(codebook.add_membership, code=codes["Old"], category=codes["Cost"])
    rows = table(groups.report("codes-by-document", rollup="yes", coders="Ann"))
    assert rows["Cost"] == rows["Old"] == (3, 0, 1, 4)


def test_retired_codes_stand_only_while_they_carry_codings(groups: Groups) -> None:
    for name in ("Old", "Idle"):
        groups.ann.perform(codebook.retire_code, code=groups.codes[name], reason="out of use")
    report = groups.report("codes-by-document", coders="Ann")
    assert report.columns[:2] == ("code", "status")
    rows = table(report)
    assert rows["Old"] == ("retired", 0, 0, 1, 1)
    assert rows["Cost"] == ("", 3, 0, 0, 3)
    assert rows["Total"] == ("", 3, 3, 1, 7)
    assert "Idle" not in rows
    assert any("1 retired code still with codings" in each for each in report.sentences)
    without = groups.report("codes-by-document", coders="Ben")
    assert "Old" not in table(without)
    assert without.columns[:2] == ("code", "group")


def test_the_consensus_comes_first_and_is_one_voice(groups: Groups) -> None:
    agreed = groups.ann.perform(team.open_new_round, name="Consensus", kind=RoundKind.CONSENSUS)
    before = groups.report("codes-by-document")
    assert before.provenance["whose"] == "Ann and Ben, side by side"  # nothing agreed on yet
    groups.apply(groups.ann, "Cost", "group", 11, 21, agreed)
    groups.apply(groups.ben, "Cost", "group", 11, 21, agreed)
    groups.apply(groups.ben, "Warmth", "alone", 0, 12, agreed)
    report = groups.report("codes-by-document")
    assert report.columns == ("code", *COLUMNS)
    assert table(report)["Total"] == (1, 1, 0, 2)
    assert (report.provenance["whose"], report.provenance["round"]) == ("consensus", "Consensus")
    assert any("1 consensus coding was written down twice" in each for each in report.sentences)
    named = groups.report("codes-by-document", coders="Ann")
    assert table(named)["Total"] == (3, 3, 1, 7)
    assert any("There is a consensus" in each for each in named.sentences)
    by_round = groups.report("codes-by-document", round="1")
    assert by_round.provenance["whose"] == "Ann and Ben, side by side"


def test_rounds_are_never_added_up_unasked(groups: Groups) -> None:
    second = groups.ann.perform(team.open_new_round, name="Again", kind=RoundKind.RECODE)
    groups.apply(groups.ann, "Cost", "group", 11, 21, second)
    groups.apply(groups.ann, "Idle", "group", 11, 21, second)
    first = groups.report("codes-by-document", coders="Ann")
    assert table(first)["Total"] == (3, 3, 1, 7)
    assert any("2 further codings in Again not counted" in each for each in first.sentences)
    assert table(groups.report("codes-by-document", coders="Ann", round="Again"))["Total"] == (
        2,
        0,
        0,
        2,
    )
    both = groups.report("codes-by-document", coders="Ann", round="all")
    assert table(both)["Total"] == (5, 3, 1, 9)
    assert both.provenance["round"] == "Round 1 and Again"
    assert any("2 rounds are counted together" in each for each in both.sentences)
    folded = groups.report("codes-by-document", coders="Ann", round="all", cells="passages")
    assert table(folded)["Cost"] == (3, 0, 0, 3)


def test_some_documents_only(groups: Groups) -> None:
    report = groups.report("codes-by-document", documents="nobody,alone.txt", coders="Ann")
    assert report.columns == ("code", "alone", "nobody", "total")
    assert table(report)["Total"] == (3, 1, 4)
    assert report.provenance["sample"] == "2 of 3 documents"
    people = groups.report("codes-by-document", documents="alone", by="participant", coders="Ann")
    assert people.columns == ("code", "Rae", "total")


def test_a_study_without_codings_has_zero_rows(uncoded: Groups) -> None:
    for cells in ("codings", "passages", "presence", "characters"):
        for by in ("document", "participant"):
            report = uncoded.report("codes-by-document", cells=cells, by=by, rollup="yes")
            assert len(report.rows) == 7
            assert all(not any(row[1:]) for row in report.rows)
            assert "nothing is coded yet" in report.provenance["whose"]


def test_a_coder_without_codings_is_a_block_of_zeros(uncoded: Groups) -> None:
    uncoded.apply(uncoded.ann, "Cost", "alone", 0, 3)
    report = uncoded.report("codes-by-document", coders="Ann,Ben")
    assert table(report)["Ben", "Total"] == (0, 0, 0, 0)
    assert table(report)["Ann", "Cost"] == (0, 1, 0, 1)


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"coders": "Bem"}, NotFound, "Nearest: Ben"),
        ({"coders": "Ben,Ben"}, InvalidInput, "named twice"),
        ({"round": "3"}, NotFound, "Rounds: Round 1"),
        ({"documents": "grup"}, NotFound, "Nearest: group"),
    ],
)
def test_what_the_study_does_not_hold_is_refused(
    groups: Groups, options: dict[str, str], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        groups.report("codes-by-document", **options)


def test_a_blind_round_hides_colleagues_from_the_table(groups: Groups) -> None:
    blind = groups.ann.perform(team.open_new_round, name="Blind", kind=RoundKind.BLIND)
    groups.apply(groups.ann, "Idle", "alone", 0, 3, blind)
    groups.apply(groups.ben, "Idle", "alone", 0, 4, blind)
    for project, name in ((groups.ann, "Ann"), (groups.ben, "Ben")):
        report = run(project, "codes-by-document", {"round": "Blind"})
        assert report.provenance["whose"] == name
        assert table(report)["Idle"] == (0, 1, 0, 1)
        assert any(f"this is what {name} may see" in each for each in report.sentences)


def test_numbers_follow_the_study(groups: Groups) -> None:
    before = groups.report("codes-by-document", coders="Ann", by="participant")
    made = groups.apply(groups.ann, "Idle", "group", 22, 32)
    after = groups.report("codes-by-document", coders="Ann", by="participant")
    assert table(before)["Idle"] == (0, 0, 0, 0, 0)
    assert table(after)["Idle"] == (0, 1, 0, 0, 1)
    groups.ann.perform(coding.remove_coding, coding=made)
    assert groups.report("codes-by-document", coders="Ann", by="participant").rows == before.rows
