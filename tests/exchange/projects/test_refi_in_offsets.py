"""Positions as programs count them lead to the same words: judged by the text, not by trust."""

from __future__ import annotations

from pathlib import Path

import pytest

from gtcoder.exchange.project_files import read_project
from tests.exchange.projects import refi_made as made
from tests.exchange.projects.foreign import codings, notes, quotes, skipped, texts, units

# Invented. Signs beyond 16 bits and line ends make programs count differently.
TALK = (
    "Nadia: We were waiting 😀 for the ferry.\n"
    "Otto: Nobody came 🙃🙃 to tell us.\n"
    "Nadia: So we walked home in the rain.\n"
    "Otto: I still think about that evening 🌧 sometimes.\n"
)
WORDS = ["waiting", "the ferry", "Nobody came", "tell us", "walked home", "that evening"]
NVIVO = "NVivo 12.6 Windows"


def spans(text: str, *, wide: bool) -> list[tuple[int, int]]:
    """Return where the words stand in a text, in characters or UTF-16 units."""
    found = [(text.index(words), text.index(words) + len(words)) for words in WORDS]
    return [units(text, span) for span in found] if wide else found


def project(
    counted: list[tuple[int, int]], origin: str, *, named: bool = False, last: int = 0
) -> str:
    """Return a project with these passages, coded by Ada; NVivo names Bela on the codings."""
    inside = "".join(
        made.selection(
            words,
            start,
            end - last,
            made.coding("waiting", "Bela" if "NVivo" in origin else "Ada"),
            creatingUser=made.guid("Ada"),
            **({"name": words} if named else {}),
        )
        for words, (start, end) in zip(WORDS, counted, strict=True)
    )
    return made.project(
        users=made.user("Ada") + made.user("Bela"),
        codes=made.code("waiting"),
        sources=made.source("talk", inside),
        origin=origin,
    )


def as_windows(text: str) -> bytes:
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def expected(coder: str = "Ada") -> set[tuple[str, str, str, str]]:
    return {(coder, "talk", words, "waiting") for words in WORDS}


def test_nvivo_on_mac_and_windows_give_the_same_words(tmp_path: Path) -> None:
    mac = made.read(tmp_path, project(spans(TALK, wide=True), "NVivo 12.7 Mac"), {"talk.txt": TALK})
    windows_text = TALK.replace("\n", "\r\n")
    xml = project(spans(windows_text, wide=True), NVIVO)
    windows = made.archive(
        tmp_path / "windows.qdpx", xml, {"talk.txt": as_windows(TALK)}, folder="Sources"
    )
    other = read_project(windows)

    assert codings(mac.rows) == codings(other.rows) == expected("Ada")
    assert texts(mac.rows) == texts(other.rows)
    assert "NVivo writes on each coding the person and time of the code" in notes(other)
    assert "positions were taken as UTF-16 units, a CRLF as two: 12 of 12" in notes(other)


def test_atlas_counts_a_line_end_of_two_signs_as_one(tmp_path: Path) -> None:
    xml = project(spans(TALK, wide=False), "ATLAS.ti 9 Windows")
    found = made.read(tmp_path, xml, {"talk.txt": TALK.replace("\n", "\r\n")})
    assert codings(found.rows) == expected()


def test_other_programs_count_characters_and_both_signs_of_a_line_end(tmp_path: Path) -> None:
    text = TALK.replace("\n", "\r\n")
    found = made.read(tmp_path, project(spans(text, wide=False), "QualCoder"), {"talk.txt": text})
    assert codings(found.rows) == expected()


def test_what_the_text_bears_out_holds_against_the_origin(tmp_path: Path) -> None:
    xml = project(spans(TALK, wide=True), "Some tool 1.0")
    found = made.read(tmp_path, xml, {"talk.txt": TALK})

    assert codings(found.rows) == expected()
    assert "UTF-16 units" in notes(found)
    assert "12 of 12" in notes(found)
    assert "as this program is known to count" in notes(found)


def test_a_byte_order_mark_may_be_counted(tmp_path: Path) -> None:
    counted = [(start + 1, end + 1) for start, end in spans(TALK, wide=True)]
    xml = project(counted, NVIVO)
    found = made.read(tmp_path, xml, {"talk.txt": b"\xef\xbb\xbf" + TALK.encode()})
    assert codings(found.rows) == expected()


def test_a_single_passage_counted_otherwise_is_found_by_its_words(tmp_path: Path) -> None:
    counted = spans(TALK, wide=True)
    counted[3] = spans(TALK, wide=False)[3]
    found = made.read(tmp_path, project(counted, NVIVO, named=True), {"talk.txt": TALK})

    assert codings(found.rows) == expected()
    assert "counted otherwise than the rest stand where their quoted words are (1)" in notes(found)


def test_an_end_that_names_the_last_sign_is_seen_by_many_passages(tmp_path: Path) -> None:
    text = "Nadia: every morning somebody waited there.\n" * 6
    places = [text.index("every", at) for at in range(0, len(text), 44)]
    inside = "".join(
        made.selection(f"{word} {at}", at + by, at + by + len(word) - 1, made.coding("waiting"))
        for at in places
        for by, word in ((0, "every"), (6, "morning"))
    )
    xml = made.project(codes=made.code("waiting"), sources=made.source("talk", inside))
    found = made.read(tmp_path, xml, {"talk.txt": text})

    assert {words for _, _, words in quotes(found.rows).values()} == {"every", "morning"}
    assert "the end as the last character" in notes(found)


@pytest.mark.parametrize("origin", ["NVivo 14", "ATLAS.ti 23", "MAXQDA 24", ""])
def test_without_such_signs_all_programs_count_alike(tmp_path: Path, origin: str) -> None:
    text = "".join(sign for sign in TALK if ord(sign) < 0x10000)
    found = made.read(tmp_path, project(spans(text, wide=False), origin), {"talk.txt": text})
    assert codings(found.rows) == expected()
    assert "positions were taken" not in notes(found)


def test_places_inside_a_sign_move_outward(tmp_path: Path) -> None:
    text = "Nadia: 😀 yes\r\nOtto: no"
    inside = made.selection("a", 8, 8 + 5, made.coding("waiting"))  # second half of the emoji
    inside += made.selection("b", 10, 14, made.coding("waiting"))  # ends between CR and LF
    xml = made.project(
        codes=made.code("waiting"), sources=made.source("talk", inside), origin=NVIVO
    )
    found = made.read(tmp_path, xml, {"talk.txt": text})
    assert sorted(words for _, _, words in quotes(found.rows).values()) == ["yes\n", "😀 yes"]


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        ("-3", "5", "no place in a text"),
        ("9", "4", "no place in a text"),
        ("many", "5", "no place in a text"),
        ("4", "9" * 30, "no place in a text"),
        ("900", "905", "beyond its text"),
        ("5", "5", "holds no character"),
        ("", "", "no place in a text"),
    ],
)
def test_places_that_are_none_are_told(tmp_path: Path, start: str, end: str, why: str) -> None:
    inside = made.selection("x", 0, 5, made.coding("waiting"), startPosition=start, endPosition=end)
    inside += made.selection("y", 0, 5, made.coding("waiting"))
    xml = made.project(codes=made.code("waiting"), sources=made.source("talk", inside))
    found = made.read(tmp_path, xml, {"talk.txt": TALK})

    assert skipped(found) == {"codings": 1}
    assert why in found.skipped[0].why
    assert found.rows.count("coding") == 1


def test_a_passage_that_reaches_beyond_its_text_is_cut(tmp_path: Path) -> None:
    inside = made.selection("x", 7, 5_000, made.coding("waiting"))
    xml = made.project(codes=made.code("waiting"), sources=made.source("talk", inside))
    found = made.read(tmp_path, xml, {"talk.txt": TALK})

    assert [words for _, _, words in quotes(found.rows).values()] == [TALK[7:]]
    assert "passages that reached beyond their text were cut there (1)" in notes(found)


def test_text_that_stands_in_the_xml(tmp_path: Path) -> None:
    inner = made.tag("PlainTextContent", "  Nadia &amp; Otto waited.\n") + made.selection(
        "x", 2, 7, made.coding("waiting")
    )
    xml = made.project(
        codes=made.code("waiting"), sources=made.source("talk", inner, plainTextPath="")
    )
    found = made.read(tmp_path, xml)
    assert [text for _, text in texts(found.rows).values()] == ["  Nadia & Otto waited.\n"]
    assert [words for _, _, words in quotes(found.rows).values()] == ["Nadia"]
