"""Words and patterns are found in texts of any script, at their places in the original."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gtcoder.actions import codebook, theory, transcripts
from gtcoder.batch import DocumentDraft, ImportBatch, SourceFile
from gtcoder.errors import InvalidInput, NotFound
from gtcoder.progress import Cancelled
from gtcoder.queries.names import names
from gtcoder.queries.search import patterns, texts
from gtcoder.queries.search.fold import Counts, FoldedText, fold
from gtcoder.queries.search.looking import Hits, Scope, Where, search, search_parts
from gtcoder.queries.search.patterns import Wanted
from gtcoder.queries.search.rows import coded_already, hit_rows, unit_hits
from gtcoder.queries.search.speech import voices_named
from gtcoder.queries.search.units import Units
from gtcoder.queries.texts import frozen_text
from gtcoder.reports.hit_units import units_of
from gtcoder.vocabulary import HitUnit, SearchKind, SpeakerRole
from tests.databases import ON_BOTH
from tests.studies import Study

ODD = (
    "aAeéÉß’“”—İıŁøﬁ한中𠀀🙂👍🏽ي ی ى ك ک ة ه أ إ آ ا ؤ ئ و ﻻ٣۳３ＡがΣς"
    "\u0301\u0323\u0640\u064b\u0651\u05b0ש\u200c\u200d\ufe0f\u00ad\n\t \u00a0'\"-.…12"
)
LETTERS = st.text(st.sampled_from(ODD), max_size=30)
COUNTS = st.builds(Counts, case=st.booleans(), accents=st.booleans())
EVERYWHERE = Scope()


def add(study: Study, name: str, text: str) -> int:
    sha = hashlib.sha256(text.encode()).hexdigest()
    drafted = DocumentDraft(name, text, sha, SourceFile(f"{name}.txt", "txt", "utf-8", sha))
    stored = study.ann.perform(transcripts.add_documents, batch=ImportBatch(documents=(drafted,)))
    return int(stored.documents[0][1])


def found(study: Study, wanted: Wanted, scope: Scope = EVERYWHERE) -> list[str]:
    with study.ann.read() as reader:
        return [hit.text for hit in hit_rows(reader, search(reader, wanted, scope))]


def units(study: Study, words: str, unit: HitUnit) -> list[tuple[str, int]]:
    with study.ann.read() as reader:
        made = units_of(reader, search(reader, Wanted(words)), unit)
        rows = hit_rows(reader, unit_hits(made))
    return list(zip([row.text for row in rows], made.hits.tolist(), strict=True))


INVENTED = (
    "Invented. Café CAFE\u0301 ca\u00adfé; don’t don't; “no” «no»; Straße; end\nof end\u00a0 of; "
    "well–known; İstanbul ıstanbul; كتاب کتاب کِتاب کتـاب; نمی‌دانم نمیدانم; مدرسة مدرسه; "
    "أحمد احمد إحمد; مؤمن مومن; رئیس رييس; ۱۲ ١٢ 12 １２; שָׁלוֹם שלום; 我们等了很久; 👍🏽 👍; "
    "한국 하; 𠀀; Σίσυφος; naïve nai\u0308ve; 100%."
)


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("cafe", ["Café", "CAFE\u0301", "ca\u00adfé"]),
        ("CAFÉ", ["Café", "CAFE\u0301", "ca\u00adfé"]),
        ("don't", ["don’t", "don't"]),
        ("strasse", ["Straße"]),
        ("stras", []),  # half a ß is no letter
        ("end of", ["end\nof", "end\u00a0 of"]),
        ("well-known", ["well–known"]),
        ("Istanbul", ["İstanbul", "ıstanbul"]),
        ("كتاب", ["كتاب", "کتاب", "کِتاب", "کتـاب"]),
        ("نمی‌دانم", ["نمی‌دانم", "نمیدانم"]),
        ("مدرسه", ["مدرسة", "مدرسه"]),
        ("احمد", ["أحمد", "احمد", "إحمد"]),
        ("مومن", ["مؤمن", "مومن"]),
        ("رئيس", ["رئیس", "رييس"]),
        ("12", ["۱۲", "١٢", "12", "１２"]),
        ("שלום", ["שָׁלוֹם", "שלום"]),
        ("等了", ["等了"]),
        ("👍", ["👍", "👍"]),
        ("하", ["하"]),
        ("𠀀", ["𠀀"]),
        ("σισυφοσ", ["Σίσυφος"]),
        ("naive", ["naïve", "nai\u0308ve"]),
        ("100%", ["100%"]),
        ('"café" strasse', ["Café", "CAFE\u0301", "ca\u00adfé", "Straße"]),
        ("nothing of it", []),
    ],
)
def test_what_is_alike_is_found(words: str, hits: list[str]) -> None:
    wanted = Wanted(words)
    starts, ends = wanted.in_folded(FoldedText.of(INVENTED, wanted.counts))
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    assert [INVENTED[start:end] for start, end in spans] == hits


@pytest.mark.parametrize(
    ("wanted", "hits"),
    [
        (Wanted("cafe", case=True), ["ca\u00adfé"]),
        (Wanted("Cafe", case=True), ["Café"]),
        (Wanted("cafe", accents=True), []),
        (Wanted("café", accents=True), ["Café", "CAFE\u0301", "ca\u00adfé"]),
        (Wanted("Naïve", accents=True), ["naïve", "nai\u0308ve"]),
        (Wanted("naive", accents=True), []),
        (Wanted("no", whole=True), ["no", "no"]),
        (Wanted("no"), ["no", "no", "no"]),  # and in well-known
        (Wanted("no\nend of\n\nknown\nkno", SearchKind.LIST),
         ["no", "no", "end\nof", "end\u00a0 of", "known"]),
    ],
)  # fmt: skip
def test_case_accents_and_whole_words_count_as_chosen(wanted: Wanted, hits: list[str]) -> None:
    starts, ends = wanted.in_folded(FoldedText.of(INVENTED, wanted.counts))
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    assert [INVENTED[start:end] for start, end in spans] == hits


@given(LETTERS, COUNTS)
def test_folding_by_columns_is_folding_letter_by_letter(text: str, counts: Counts) -> None:
    assert FoldedText.of(text, counts).text == fold(text, counts)


@given(LETTERS, COUNTS, st.data())
def test_the_original_slice_of_every_hit_folds_to_what_was_searched(
    text: str, counts: Counts, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))].replace('"', "")
    wanted = Wanted(words, SearchKind.LIST, case=counts.case, accents=counts.accents)
    if not wanted.items:
        return
    starts, ends = wanted.in_folded(FoldedText.of(text, counts))
    for first, last in zip(starts.tolist(), ends.tolist(), strict=True):
        assert 0 <= first < last <= len(text)
        assert fold(text[first:last], counts).strip() in wanted.items


@given(st.text(st.sampled_from("abAB éÉ🙂ي\n"), max_size=20), st.data())
def test_every_piece_of_plain_letters_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    words = " ".join(text[start : data.draw(st.integers(start, len(text)))].split())
    if words:
        starts, _ = Wanted(words).in_folded(FoldedText.of(text, Counts()))
        assert len(starts)


@ON_BOTH
def test_hits_stand_in_texts_memos_and_codes(study: Study) -> None:
    code = study.code("Silence")
    study.ann.perform(
        codebook.define_code, code=code, definition="nobody speaks", when_not="not a pause",
        reason="invented",
    )  # fmt: skip
    study.ann.perform(theory.write_memo, text="They stay silent.", title="On silence")
    with study.ann.read() as reader:
        hits = search(reader, Wanted("SILEN"))
        rows = hit_rows(reader, hits)
        told = [(row.where, row.name, row.field, row.text) for row in rows]
        assert told == [
            (Where.TEXT, "Invented interview 1", "", "silen"),
            (Where.MEMO_TITLE, "On silence", "title", "silen"),
            (Where.MEMO, "On silence", "memo", "silen"),
            (Where.CODE_NAME, "Silence", "name", "Silen"),
        ]
        assert (rows[0].line, rows[0].speaker) == (3, "Invented interview 1")
        assert rows[0].before.endswith("P1: They went ")
        assert hits.start.dtype == np.int32
        only = search(reader, Wanted("silen"), Scope(texts=False, codes=False))
        assert set(only.where.tolist()) == {Where.MEMO_TITLE, Where.MEMO}
        (pause,) = hit_rows(reader, search(reader, Wanted("pause")))
        assert (pause.where, pause.field) == (Where.WHEN_NOT, "when not to use")


def test_a_search_keeps_to_documents_speakers_and_roles(study: Study) -> None:
    other = add(study, "Invented note", "They, they and they.")
    with study.ann.read() as reader:
        assert len(search(reader, Wanted("they"))) == 5
        here = Scope(documents=frozenset({other}))
        assert set(search(reader, Wanted("they"), here).thing.tolist()) == {other}
        asked = voices_named(reader, roles=[SpeakerRole.INTERVIEWER])
        told = voices_named(reader, ["p1"])
        you = [len(search(reader, Wanted("you"), Scope(speakers=who))) for who in (asked, told)]
        assert you == [2, 0]
        assert len(search(reader, Wanted("they"), Scope(speakers=told))) == 2
        assert len(search(reader, Wanted("P1"), Scope(speakers=told))) == 0, "a label is not said"
        with pytest.raises(NotFound, match="Nobody called"):
            voices_named(reader, ["Nobody"])


def test_a_regular_expression_sees_the_text_as_it_is(study: Study) -> None:
    add(study, "Digits", "١٢ and 34, Café café\ncafe\u0301")
    assert found(study, Wanted(r"\d\d", SearchKind.REGEX)) == ["١٢", "34"]
    assert found(study, Wanted("café", SearchKind.REGEX)) == ["Café", "café"]
    assert found(study, Wanted("café", SearchKind.REGEX, case=True)) == ["café"]
    assert found(study, Wanted(r"🙂\.", SearchKind.REGEX)) == ["🙂."]
    assert found(study, Wanted("x*", SearchKind.REGEX)) == [], "nothing is no hit"


def test_a_wrong_pattern_and_one_that_takes_too_long_are_told_plainly(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InvalidInput, match=r"no regular expression: missing .* at character 2"):
        found(study, Wanted("(", SearchKind.REGEX))
    with pytest.raises(InvalidInput, match="No word"):
        found(study, Wanted("  "))
    add(study, "Endless", "a" * 60 + "!")
    monkeypatch.setattr(patterns, "PATIENCE", 0.05)
    with pytest.raises(InvalidInput, match=r"takes too long: .* in “Endless”"):
        found(study, Wanted(r"(a|aa|a\w?)+?(a|aa)+$", SearchKind.REGEX))


def test_a_search_comes_in_parts_and_can_be_stopped(study: Study) -> None:
    class Stop:
        def step(self, done: int, total: int, what: str = "") -> None:
            raise Cancelled

    for number in range(3):
        add(study, f"Note {number}", f"aha {number} " * 50)
    with study.ann.read() as reader:
        sizes = [len(part) for part in search_parts(reader, Wanted("aha"))]
        assert sizes == [50, 100]
        with pytest.raises(Cancelled):
            search(reader, Wanted("aha"), progress=Stop())


def test_texts_that_find_no_room_are_read_again(study: Study) -> None:
    for number in range(3):
        add(study, f"Note {number}", f"aha {number} " * 50)
    small = texts.FoldedTexts(room=900)
    with study.ann.read() as reader:
        reader.cache["folded",] = small
        for wanted in (Wanted("aha"), Wanted("aha"), Wanted("AHA", case=True), Wanted("aha")):
            assert len(search(reader, wanted)) == (0 if wanted.case else 150)
        kept = small.of(Counts(), [*names(reader).hashes.values()])
        assert 0 < sum(text.size for text in kept.values()) <= 900


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        (HitUnit.MATCH, [("They", 1), ("they", 1), ("Nobody", 0)]),
        (HitUnit.SENTENCE, [("They went silent first 🙂.", 1),
                            ("Nobody complained, they just stopped recharging.", 1)]),
        (HitUnit.TURN, [("They went silent first 🙂. Nobody complained, they just stopped "
                         "recharging.", 2)]),
        (HitUnit.PARAGRAPH, [("They went silent first 🙂. Nobody complained, they just stopped "
                              "recharging.", 2)]),
    ],
)  # fmt: skip
def test_hits_in_one_unit_are_one_passage(
    study: Study, unit: HitUnit, told: list[tuple[str, int]]
) -> None:
    assert units(study, "they", unit) == [each for each in told if each[1]]


def test_a_hit_over_two_sentences_takes_both(study: Study) -> None:
    add(study, "Invented note", "One came. Two went! Three 🙂 stayed… Four")
    assert units(study, "came. two", HitUnit.SENTENCE) == [("One came. Two went!", 1)]
    assert units(study, "four", HitUnit.TURN) == [("One came. Two went! Three 🙂 stayed… Four", 1)]


def test_what_is_coded_already_is_known(study: Study) -> None:
    code = study.code("them")
    with study.ann.read() as reader:
        made = units_of(reader, search(reader, Wanted("they")), HitUnit.MATCH)
        text = frozen_text(reader, study.document).text
    first, second = made.start.tolist()
    study.apply(code, 0, 5)
    study.apply(code, first - 4, first + 20)
    study.apply(code, second + 1, second + 9, by=study.bob)
    with study.ann.read() as reader:
        me = study.ann.coder or 0
        assert coded_already(reader, made, code, me).tolist() == [True, False]
        none = np.empty(0, np.int32)
        nothing = Units(none, none, none, none, none)
        assert coded_already(reader, nothing, code, me).tolist() == []
    assert text[first : first + 4] == "They"
    assert isinstance(made, Units)
    assert isinstance(unit_hits(made), Hits)
