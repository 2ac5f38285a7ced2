from __future__ import annotations

import time

import pytest

from gtcoder.ui.desk.matching import Choice, Matcher, folded
from gtcoder.ui.desk.naming import Written, written

NAMES = (
    "Culture of answering surveys",
    "Accepting survey results",
    "IVR",
    "Lack of reaction",
    "Réaction tardive",
    "Time cost",
    "Customer feeling",
)


def found(typed: str, recent: tuple[str, ...] = (), names: tuple[str, ...] = NAMES) -> list[str]:
    choices = [Choice(name, name) for name in names]
    return [str(choice.key) for choice in Matcher(choices, recent).find(typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("surv", ["Accepting survey results", "Culture of answering surveys"]),
        ("SURV ans", ["Culture of answering surveys"]),
        ("reaction", ["Réaction tardive", "Lack of reaction"]),
        ("réac", ["Réaction tardive", "Lack of reaction"]),
        ("lor", ["Lack of reaction"]),
        ("tcost", ["Time cost"]),
        ("feel", ["Customer feeling"]),
        ("stom", ["Customer feeling"]),
        ("zzz", []),
    ],
)
def test_letters_find_names_best_first(typed: str, first: list[str]) -> None:
    assert found(typed)[: len(first) or 1] == first


def test_whole_names_and_beginnings_go_before_the_rest() -> None:
    names = ("Mistime", "Waiting time", "Time cost", "Time")
    assert found("time", names=names) == ["Time", "Time cost", "Waiting time", "Mistime"]


def test_recently_used_codes_come_first_among_equals_and_when_nothing_is_typed() -> None:
    recent = ("Time cost", "Culture of answering surveys", "IVR")
    assert found("", recent)[:4] == [*recent, "Accepting survey results"]
    assert found("surv", recent)[0] == "Culture of answering surveys"
    assert found("") == list(NAMES)


def test_the_category_and_the_definition_are_searched_after_the_names() -> None:
    choices = [
        Choice(1, "IVR", context="Measurement", detail="The voice menu asks for a number"),
        Choice(2, "Menus"),
        Choice(3, "Chat", context="Measurement"),
    ]
    matcher = Matcher(choices)
    assert [choice.key for choice in matcher.find("menu")] == [2, 1]
    assert [choice.key for choice in matcher.find("meas iv")] == [1]
    assert [choice.key for choice in matcher.named("ivr")] == [1]
    assert matcher.named("") == []


def test_folding_keeps_the_letters_of_any_script() -> None:
    assert folded("Zürich – Straße") == "zurich strasse"
    assert folded("واکنش نشان‌ندادن") == folded("واکنش نشان‌ندادن ")
    assert found("واک", names=("واکنش", "Other")) == ["واکنش"]


def test_two_thousand_codes_answer_a_letter_within_fifteen_milliseconds() -> None:
    first = ("Waiting", "Silence", "Coste", "Réaction", "Trust", "Feeling", "Channel")
    choices = [
        Choice(n, f"{first[n % 7]} of the customer {n}", context=f"Category {n % 40}",
               detail="What is said about it, in a sentence of the usual length or so.")
        for n in range(2000)
    ]  # fmt: skip
    matcher = Matcher(choices, range(0, 300, 7))
    spent = []
    for typed in ("", "r", "re", "rea", "reac 19", "xcu", "custo react", "oft"):
        began = time.thread_time()
        matcher.find(typed)
        spent.append(time.thread_time() - began)
    assert sorted(spent)[len(spent) // 2] < 0.015
    assert matcher.find("reac 1900")[0].name.endswith("1900")


@pytest.mark.parametrize(
    ("typed", "path", "shown"),
    [
        ("Waiting", ("Waiting",), "Waiting"),
        (" Waiting   long ", ("Waiting long",), "Waiting long"),
        ("Feelings > Anger", ("Feelings", "Anger"), "Anger"),
        ("feelings>anger", ("Dimensions", "Feelings", "anger"), "anger"),
        ("New > Deep > Code", ("New", "Deep", "Code"), "Code"),
        ("Feelings > ", (), ""),
        ("  ", (), ""),
        (">", (), ""),
    ],
)
def test_a_written_path_names_the_code_and_what_it_stands_under(
    typed: str, path: tuple[str, ...], shown: str
) -> None:
    known = {"feelings": ("Dimensions", "Feelings")} if "anger" in typed else {}
    assert written(typed, known) == Written(path, shown)
