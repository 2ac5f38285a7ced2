"""Relations, evidence, paradigm, memos and steps of the sample study fit the rest of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise

from gtcoder.vocabulary import MemoKind, ParadigmRole, Stance
from tests.sample.replay import STUDY, alive, coders, coding_of, rows, texts

RELATIONS = {
    "is a cause of",
    "is a condition for",
    "leads to",
    "is part of",
    "is a strategy for",
    "contradicts",
}
GRAMMAR = {  # Strauss & Corbin 1990, ch. 7
    ("causal condition", "phenomenon"),
    ("context", "phenomenon"),
    ("context", "strategy"),
    ("intervening condition", "strategy"),
    ("phenomenon", "strategy"),
    ("strategy", "strategy"),
    ("strategy", "consequence"),
}


def test_relations_are_typed_and_end_in_the_codebook() -> None:
    table = rows("relations.csv")
    assert {row["type"] for row in table} <= RELATIONS
    assert {row[end] for row in table for end in ("source", "target")} <= alive()
    assert len({(row["source"], row["type"], row["target"]) for row in table}) == len(table)
    assert all(row["memo"] for row in table)


def test_the_nine_steps_lead_to_each_other() -> None:
    steps = sorted(path for path in alive() if re.fullmatch(r"Step \d: [^>]+", path))
    chain = {(r["source"], r["target"]) for r in rows("relations.csv") if r["type"] == "leads to"}
    assert len(steps) == 9
    assert set(pairwise(steps)) <= chain


def test_evidence_is_made_of_quotations_and_relations() -> None:
    quoted = {coding_of(row) for row in rows("codings.csv")}
    related = {(row["source"], row["type"], row["target"]) for row in rows("relations.csv")}
    table = rows("evidence.csv")
    assert [row for row in table if coding_of(row) not in quoted] == []
    assert {(row["source"], row["type"], row["target"]) for row in table} == related
    assert {row["stance"] for row in table} == set(Stance)


def test_no_relation_rests_on_one_participant() -> None:
    carried: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows("evidence.csv"):
        if row["stance"] == Stance.FOR:
            carried[row["source"], row["target"]].add(row["document"])
    assert [pair for pair, documents in carried.items() if len(documents) < 2] == []


def test_the_paradigm_fills_every_role() -> None:
    table = rows("paradigm.csv")
    roles = Counter(row["role"] for row in table)
    assert set(roles) == set(ParadigmRole)
    assert roles[ParadigmRole.PHENOMENON] == 1
    assert {row["category"] for row in table} <= alive()
    assert len({row["category"] for row in table}) == len(table)
    related = {row[end] for row in rows("relations.csv") for end in ("source", "target")}
    assert {row["category"] for row in table} == related


def test_relations_keep_to_the_grammar_of_the_paradigm() -> None:
    role = {row["category"]: row["role"] for row in rows("paradigm.csv")}
    links = {(role[row["source"]], role[row["target"]]) for row in rows("relations.csv")}
    assert links == GRAMMAR


def test_memos_are_about_what_there_is() -> None:
    files = sorted((STUDY / "memos").glob("*.md"))
    kinds = set()
    for file in files:
        head, _, body = file.read_text("utf-8").partition("\n\n")
        fields = [line.partition(": ")[::2] for line in head.splitlines()]
        assert [name for name, _ in fields if name != "on"] == ["kind", "coder", "title"]
        said = dict(fields)
        assert said["coder"] in coders()
        assert len(body.split()) >= 40
        kinds.add(said["kind"])
        about = [value.partition(" ") for name, value in fields if name == "on"]
        assert about
        for what, _, which in about:
            there = {"study": {""}, "code": alive(), "document": set(texts())}
            assert which in there[what], file.name
    assert kinds == set(MemoKind) - {MemoKind.DIARY}
    assert 10 <= len(files) <= 14


def test_stepwise_model_has_the_described_edges() -> None:
    nodes = {row["node"]: row for row in rows("steps.csv")}
    way = [
        *("awareness", "attention", "evaluation", "decision to buy"),
        *("purchase", "usage", "purchase output"),
    ]
    branches = ("repeated purchase", "complaint", "lack of reaction")
    eight, nine, management = (
        "loyalty / confrontation",
        "advocacy",
        "customer experience management",
    )
    expected = {
        *pairwise(way),
        *((way[-1], branch) for branch in branches),
        *((branch, eight) for branch in branches),
        (eight, "loyalty"),
        (eight, "confrontation"),
        ("loyalty", nine),
        ("executive prerequisites", management),
        (management, "outcomes"),
    }
    assert {(row["source"], row["target"]) for row in rows("step_edges.csv")} == expected
    assert {name for edge in expected for name in edge} <= set(nodes)
    assert {row["code"] for row in nodes.values()} - {""} <= alive()
    assert {row["parent"] for row in nodes.values()} - {""} <= set(nodes)
    steps = [row for row in nodes.values() if row["kind"] == "step"]
    assert [int(row["rank"]) for row in steps] == list(range(1, 10))
