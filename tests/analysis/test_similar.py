"""Which codes are proposed for a merge, on invented codes."""

from __future__ import annotations

import numpy as np

from gtcoder.analysis.similar import CodeCard, CodedSpans, Likeness, proposals, words_of


def spans(*rows: tuple[int, int, int, int]) -> CodedSpans:
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return CodedSpans(table[:, 0], table[:, 1], table[:, 2], table[:, 3])


def test_names_are_compared_folded_and_in_any_order() -> None:
    cards = [
        CodeCard(1, "Customer's feelings", "", 5),
        CodeCard(2, "Feelings, customér", "", 3),
        CodeCard(3, "Queue", "", 4),
    ]
    found = proposals(cards, spans())
    assert [(each.one, each.other) for each in found] == [(2, 1)]
    assert found[0].reasons[0].kind is Likeness.NAME
    assert found[0].score >= 82
    assert words_of("كیفيت") == words_of("کیفیت")


def test_definitions_that_share_rare_words() -> None:
    common = "what the customer says of"
    cards = [
        CodeCard(1, "Anger", f"{common} rage over invoices and late refunds", 5),
        CodeCard(2, "Fury", f"{common} rage over refunds that are late, and invoices", 9),
        CodeCard(3, "Trust", f"{common} reliance on the network", 5),
        CodeCard(4, "Doubt", f"{common} rumours", 5),
    ]
    found = proposals(cards, spans())
    assert [(each.one, each.other) for each in found] == [(1, 2)]
    reason = found[0].reasons[0]
    assert reason.kind is Likeness.DEFINITION
    assert "rage" in reason.words or "refunds" in reason.words or "invoices" in reason.words


def test_text_in_common_counts_passages_of_the_rarer_code() -> None:
    cards = [
        CodeCard(1, "Anger", "", 4),
        CodeCard(2, "Waiting", "", 8),
        CodeCard(3, "Above", "", 4, frozenset()),
        CodeCard(4, "Below", "", 3, frozenset({3})),
    ]
    rows = [(1, 7, 10 * n, 10 * n + 5) for n in range(4)]
    rows += [(2, 7, 10 * n + 3, 10 * n + 9) for n in range(3)]
    rows += [(2, 8, 100 * n, 100 * n + 5) for n in range(5)]
    rows += [(3, 9, 50 * n, 50 * n + 5) for n in range(4)]
    rows += [(4, 9, 50 * n, 50 * n + 5) for n in range(3)]
    found = proposals(cards, spans(*rows))
    assert [(each.one, each.other, each.score) for each in found] == [(1, 2, 75)]
    assert "3 of its 4 passages" in found[0].reasons[0].words


def test_a_code_used_once_is_held_against_the_nearest_name() -> None:
    cards = [
        CodeCard(1, "Waiting for refunds", "", 1),
        CodeCard(2, "Waiting for invoices", "", 9),
        CodeCard(3, "Trust", "", 0),
    ]
    found = proposals(cards, spans((1, 1, 0, 5)))
    assert [(each.one, each.other) for each in found] == [(1, 2)]
    assert found[0].reasons[0].words.startswith("“Waiting for refunds” was used once")


def test_more_reasons_weigh_more_and_never_over_100() -> None:
    cards = [CodeCard(1, "Anger", "", 1), CodeCard(2, "Anger", "", 1)]
    found = proposals(cards, spans((1, 1, 0, 5), (2, 1, 0, 5)))
    assert found[0].score == 100
    assert {reason.kind for reason in found[0].reasons} >= {Likeness.NAME, Likeness.TEXT}
    assert found[0].one == 2  # of two that are used alike the younger goes
    assert proposals([], spans()) == ()
