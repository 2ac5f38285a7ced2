"""The files of the sample study fit each other, the printed tables and what is said of them."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import combinations, product
from pathlib import Path

import pytest

from gtcoder.vocabulary import CodeLevel, CodeOrigin
from tests.sample.replay import (
    PATH,
    STUDY,
    Coding,
    Entry,
    Row,
    coders,
    phases,
    place_of,
    played,
    project,
    rows,
    texts,
)

INVENTED = "[Invented for the gtcoder sample study: no real person speaks here.]"
ILLEGIBLE = "[illegible in the printed table, item 30]"
HEADING = re.compile(r"Interview (\d+), \d{1,2} [A-Z][a-z]+ 2020")
TURN = re.compile(r"(INT|P\d\d[ab]?): \S.*")
STEPS_IN_WORDS = ("rename", "move", "merge", "retire", "level", "membership")
TABLES = (
    "participants.csv",
    "codebook.csv",
    "codings.csv",
    "changes.csv",
    "relations.csv",
    "evidence.csv",
    "paradigm.csv",
    "steps.csv",
    "step_edges.csv",
    "paths.csv",
    "core.csv",
    "sampling.csv",
    "instruments.csv",
    "instrument_items.csv",
    "experts.csv",
    "item_ratings.csv",
    "item_decisions.csv",
    "models.csv",
    "model_nodes.csv",
)


def printed(shared: Path, name: str) -> list[Row]:
    """Return the rows of a published table."""
    with (shared / "data" / "cem_ict_2021" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shared_stretches() -> Iterator[tuple[Coding, Coding]]:
    """Yield the pairs of codings, one of each coder, that share text."""
    one, other = coders()
    mine = [coding for coding in played().codings if coding.coder == one]
    yours = [coding for coding in played().codings if coding.coder == other]
    yield from ((a, b) for a, b in product(mine, yours) if a.overlaps(b))


# Files


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_plain(name: str) -> None:
    data = (STUDY / name).read_bytes()
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\n")
    assert all(None not in row and None not in row.values() for row in rows(name))


def test_the_study_says_what_is_invented() -> None:
    about = str(project()["about"])
    assert all(word in about for word in ("invented", "Saeedi, Danaei & Zargar", "MIT", "ours"))
    assert phases()[:3] == ["open coding", "axial coding", "selective coding"]
    assert len(coders()) == 2


# Transcripts


def test_there_are_twelve_transcripts_numbered_in_order() -> None:
    assert [int(name[:2]) for name in texts()] == list(range(1, 13))


@pytest.mark.parametrize("name", texts())
def test_transcript(name: str) -> None:
    text = texts()[name]
    first, blank, heading, *rest = text.removesuffix("\n").split("\n")
    assert (first, blank) == (INVENTED, "")
    said = HEADING.fullmatch(heading)
    assert said is not None
    assert int(said[1]) == int(name[:2])
    assert rest[::2] == [""] * len(rest[::2])
    assert [line for line in rest[1::2] if TURN.fullmatch(line) is None] == []
    assert 500 <= len(text.split()) <= 800
    assert "\r" not in text


def test_transcripts_hold_what_makes_offsets_hard() -> None:
    together = "".join(texts().values())
    assert re.search("[\u0600-\u06ff]\u200c[\u0600-\u06ff]", together)
    assert any(ord(character) > 0xFFFF for character in together)
    assert all(character in together for character in "—éëöüāʿ")


def test_participants_are_the_speakers_of_the_transcripts() -> None:
    listed = {(row["document"], row["speaker"]) for row in rows("participants.csv")}
    speaking = {
        (name, speaker)
        for name, text in texts().items()
        for speaker in re.findall(r"^(P\d\d[ab]?): ", text, re.MULTILINE)
    }
    assert listed == speaking
    assert sum(document.startswith("08") for document, _ in listed) == 2


def test_no_two_interviews_use_the_same_words() -> None:
    runs: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, text in texts().items():
        words = re.findall(r"\w+", text.split("\n", 4)[4].lower())
        for start in range(len(words) - 6):
            runs[tuple(words[start : start + 7])].add(name)
    assert {" ".join(run): where for run, where in runs.items() if len(where) > 1} == {}


# Codebook


def test_axial_coding_is_table_2(shared: Path) -> None:
    table = printed(shared, "table2_axial_codes.csv")
    book = played().labels["axial coding"]
    assert [entry.path for entry in book if entry.level == "axial"] == list(
        dict.fromkeys(row["axial_code"] for row in table)
    )
    assert {leaf.path: leaf.attributes for leaf in book if leaf.level == "open"} == {
        row["axial_code"] + PATH + row["open_code"]: {"item (axial coding)": row["item"]}
        for row in table
    }
    assert len(book) == 14 + 67


def test_selective_coding_is_table_3(shared: Path) -> None:
    table = printed(shared, "table3_selective_coding.csv")
    book = played().labels["selective coding"]
    assert {leaf.path: numbers(leaf) for leaf in book if leaf.is_leaf} == {
        path_in_table_3(row): (row["item"], row["stakeholder_customer"], row["stakeholder_company"])
        for row in table
    }
    levels = {entry.path: entry.level for entry in book}
    expected: dict[str, str] = {}
    for row in table:
        names = path_in_table_3(row).split(PATH)
        expected |= {PATH.join(names[: n + 1]): "selective" for n in range(1, len(names) - 1)}
        expected |= {names[0]: "axial", PATH.join(names): "open"}
    assert levels == expected
    assert sum(level == "axial" for level in levels.values()) == 14
    assert sum(level == "open" for level in levels.values()) == 113


def path_in_table_3(row: Row) -> str:
    """Return the path of a printed row."""
    names = [row["axial_code"], row["selective_structure"], row["sub_structure"]]
    return PATH.join([*filter(None, names), row["open_code"] or ILLEGIBLE])


def numbers(leaf: Entry) -> tuple[str | None, ...]:
    """Return what the printed table says of a leaf."""
    return tuple(
        leaf.attributes.get(name)
        for name in (
            "item (selective coding)",
            "active stakeholder: customer",
            "active stakeholder: company",
        )
    )


def test_codebook_rows_are_filled_in() -> None:
    table = rows("codebook.csv")
    assert [row["path"] for row in table if not row["definition"]] == []
    assert {row["level"] for row in table} == set(CodeLevel)
    assert {row["origin"] for row in table} == {CodeOrigin.IN_VIVO, CodeOrigin.CONSTRUCTED}
    assert all(not row["colour"] or 1 <= int(row["colour"]) <= 20 for row in table)
    assert {row["phase"] for row in table} <= set(phases())
    assert sum(bool(row["rule"]) for row in table) >= 15


def test_initial_codes_are_flat_and_more_than_remain() -> None:
    initial = [row for row in rows("codebook.csv") if row["phase"] == "open coding"]
    assert all(PATH not in row["path"] and row["level"] == "open" for row in initial)
    assert len(initial) >= 67 + 15


def test_every_step_of_the_consolidation_has_our_reason() -> None:
    steps = [row for row in rows("changes.csv") if row["verb"] in STEPS_IN_WORDS]
    assert [row for row in steps if not re.match(r"ours: \w", row["reason"])] == []
    assert {row["verb"] for row in steps} == set(STEPS_IN_WORDS)
    assert {row["phase"] for row in rows("changes.csv")} <= set(phases())


def test_the_core_category_comes_last() -> None:
    core = [code for code in played().codes if code.level == "core"]
    assert [(code.path, code.alive) for code in core] == [("Customer experience management", True)]
    assert all(entry.level != "core" for book in played().labels.values() for entry in book)


# Codings


def test_every_quote_is_in_its_transcript() -> None:
    table = rows("codings.csv")
    lost = [r for r in table if place_of(r["document"], r["quote"], r["occurrence"]) < 0]
    assert lost == []
    assert any(row["occurrence"] != "1" for row in table)
    assert all(row["quote"] == row["quote"].strip() for row in table)
    assert max(len(row["quote"]) for row in table) < 500


def test_codings_are_of_participants_words() -> None:
    for coding in played().codings:
        text = texts()[coding.document]
        label = text.rfind("\n\n", 0, coding.start) + 2
        assert text[label : label + 1] == "P", text[coding.start : coding.end]
        assert "INT:" not in text[coding.start : coding.end]


def test_both_coders_coded_every_interview() -> None:
    counts = Counter((coding.coder, coding.document) for coding in played().codings)
    assert set(counts) == set(product(coders(), texts()))
    assert all(10 <= count <= 18 for count in counts.values())
    assert 300 <= counts.total() <= 400


def test_no_coder_says_the_same_thing_twice() -> None:
    seen: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in played().codings:
        seen[coding.coder, coding.document].append(coding)
    twice = [
        (a.code.path, b.code.path)
        for own in seen.values()
        for a, b in combinations(own, 2)
        if a.code.today is b.code.today and a.overlaps(b)
    ]
    assert twice == []


def test_every_legible_code_of_the_last_table_is_coded() -> None:
    used = {coding.code.today.path for coding in played().codings}
    leaves = {entry.path for entry in played().labels["selective coding"] if entry.is_leaf}
    assert [path.split(PATH)[-1] for path in leaves - used] == [ILLEGIBLE]


def is_boundary(a: Coding, b: Coding) -> bool:
    """Tell same code, other ends."""
    return a.code.today is b.code.today and (a.start, a.end) != (b.start, b.end)


def is_confusion(a: Coding, b: Coding) -> bool:
    """Tell other code on text that is largely the same."""
    common = min(a.end, b.end) - max(a.start, b.start)
    longer = max(a.end - a.start, b.end - b.start)
    return a.code.today is not b.code.today and 2 * common > longer


@pytest.mark.parametrize(("kind", "least"), [(is_boundary, 50), (is_confusion, 10)])
def test_coders_disagree_on(kind: Callable[[Coding, Coding], bool], least: int) -> None:
    assert sum(kind(a, b) for a, b in shared_stretches()) >= least


def test_coders_leave_out_what_the_other_coded() -> None:
    met = {coding for pair in shared_stretches() for coding in pair}
    alone = Counter(coding.coder for coding in played().codings if coding not in met)
    assert all(alone[coder] >= 5 for coder in coders())


def test_coders_split_what_the_other_took_whole() -> None:
    parts: dict[Coding, int] = Counter()
    for a, b in shared_stretches():
        if a.code.today is b.code.today:
            parts[a] += 1
            parts[b] += 1
    assert sum(count >= 2 for count in parts.values()) >= 2


def test_agreement_of_the_coders_is_believable() -> None:
    pairs = [(a, b) for a, b in shared_stretches() if a.code.today is b.code.today]
    matched = len({a for a, _ in pairs}) + len({b for _, b in pairs})
    assert 0.65 <= matched / len(played().codings) <= 0.8  # Holsti 1969
