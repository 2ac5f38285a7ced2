"""Listed names are found as people write them, and nothing that is written keeps one."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gtcoder.errors import InvalidInput
from gtcoder.masking import Mask, Names, Pseudonym

INVENTED = (
    ("Jane", "Anna"),
    ("Jane Holm", "Anna Berg"),
    ("Zoë", "Ida"),
    ("O'Brien", "Nolan"),
    ("Straße-Meyer", "Weg"),
    ("مریم", "لیلا"),
    ("محمد‌رضا", "بهرام"),
    ("דוד", "גיל"),
    ("欧阳娜", "王林"),
    ("지민", "수아"),
    ("P1", "Person A"),
)


def mask_of(*pairs: tuple[str, str]) -> Mask:
    return Mask([Pseudonym(*pair) for pair in pairs or INVENTED])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Then Jane Holm said to Jane: go.", "Then Anna Berg said to Anna: go."),
        ("JANE and jane and Jane's dog", "ANNA and anna and Anna's dog"),
        ("Janet, Mary-Jane_2 and Jane2", "Janet, Mary-Anna_2 and Anna2"),
        ("Jane\u00a0Holm, Jane-Holm, Ｊａｎｅ Holm", "Anna Berg, Anna Berg, Anna Berg"),
        ("Jane\nHolm went.\nJane\n\nHolm", "Anna\nBerg went.\nAnna\n\nHolm"),
        (
            "Jane-\nHolm, Jane    Holm, Ja-\nne, Jan-\netta",
            "Anna\nBerg, Anna Berg, Anna\n, Jan-\netta",
        ),
        ("Zoe, Zoë, Zoe\u0308 met ZOË", "Ida, Ida, Ida met IDA"),
        ("O’Brien, o`brien", "Nolan, nolan"),
        ("STRASSE MEYER", "WEG"),
        ("مريم با مَریَم‌ها و مریمی", "لیلا با لیلا‌ها و مریمی"),
        ("محمدرضا، محمد رضا، محمد‌رضا", "بهرام، بهرام، بهرام"),
        ("דָּוִד ודוד", "גיל ודוד"),
        ("我和欧阳娜说,欧阳说", "我和王林说,欧阳说"),
        ("지민이가 왔다", "수아이가 왔다"),
        ("P1 and P10 and ap1", "Person A and P10 and ap1"),
        ("𝕏𝕏 Jane 👩‍👩‍👧 Zoë", "𝕏𝕏 Anna 👩‍👩‍👧 Ida"),
    ],
)
def test_names_are_replaced_as_people_write_them(text: str, masked: str) -> None:
    assert mask_of().text(text) == masked


def test_a_name_made_by_a_replacement_and_its_neighbour_is_replaced_too() -> None:
    mask = mask_of(("Jane", "Anna"), ("Anna Holm", "Vera"))

    assert mask.text("Jane Holm") == "Vera"


def test_a_list_that_goes_round_in_circles_ends_without_a_name() -> None:
    mask = mask_of(("ab cd", "ef gh"), ("gh cd", "mn cd ab"), ("ab ef", "gh"))
    text = mask.text("ab cd cd cd cd cd cd cd cd cd")

    assert mask.names.find(text) == ()


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("Jane", "Anna Jane")], "contains “Jane”"),
        ([("Jane", "Anna"), ("JANE", "Ida")], "same name"),
        ([("J", "Anna")], "two letters"),
        ([("Jane", " ")], "cannot be used"),
        ([("Jane", 'An"na')], "cannot be used"),
    ],
)
def test_a_list_that_would_not_do_is_refused(pairs: list[tuple[str, str]], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        mask_of(*pairs)


WORDS = st.sampled_from(
    ["Jane", "Holm", "jane", "Anna", "Zoe\u0308", "ZOË", "欧阳娜", "娜", "مريم", "محمد‌رضا", "ß",
     "دوست", "𝕏", "👩‍👧", "’s", "\u200c", "\u0301", "P1", "0", "Berg", "x"]
)  # fmt: skip
GAPS = st.sampled_from(["", " ", "\n", "\n\n", "-", "\u200c", "\u00a0", ", ", "_"])
TEXTS = st.lists(st.tuples(WORDS, GAPS)).map(lambda parts: "".join(a + b for a, b in parts))


@given(TEXTS)
def test_no_listed_name_is_left_and_what_is_masked_stays(text: str) -> None:
    mask = mask_of()
    masked = mask.text(text)

    assert mask.names.find(masked) == ()
    assert mask.text(masked) == masked
    assert masked.count("\n") == text.count("\n")


@given(TEXTS, st.data())
def test_places_follow_the_text(text: str, data: st.DataObject) -> None:
    mask = mask_of()
    hits = mask.names.find(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assume(not any(hit.start < edge < hit.end for hit in hits for edge in (start, end)))
    traced = mask.traced(text)
    first, last = traced.span(start, end)

    assert 0 <= first <= last <= len(traced.text)
    if not mask.names.find(text[start:end]) and not hits:
        assert traced.text[first:last] == text[start:end]
    outside = traced.span(0, len(text))
    assert outside == (0, len(traced.text))


NAMES = st.lists(st.text("abcde -é", min_size=2, max_size=6), min_size=1, max_size=6)


@given(NAMES, st.lists(st.text("abcde -é1", max_size=5), min_size=6, max_size=6),
       st.text("abcde -é\n1", max_size=60))  # fmt: skip
def test_whatever_the_list_no_name_is_left(names: list[str], new: list[str], text: str) -> None:
    try:
        mask = mask_of(*zip(names, new, strict=False))
    except InvalidInput:
        assume(False)
    masked = mask.traced(text)

    assert mask.names.find(masked.text) == ()


def test_the_same_offsets_as_a_naive_search() -> None:
    text = "İstanbul ﬁ Zoë ½ Jane."
    (zoe, jane) = Names(["Zoe", "Jane"]).find(text)

    assert text[zoe.start : zoe.end] == "Zoë"
    assert text[jane.start : jane.end] == "Jane"


def test_values_are_masked_but_not_the_keys_of_a_format() -> None:
    record = {"jane": [{"jane": "Jane", "variables": {"Jane": 3, "Zoe": None}}]}

    assert mask_of().all_in(record) == {
        "jane": [{"jane": "Anna", "variables": {"Anna": 3, "Ida": None}}],
    }
