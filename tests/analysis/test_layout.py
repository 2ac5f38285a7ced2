"""Invariants of a laid-out paradigm, on invented categories."""

from __future__ import annotations

import random
import subprocess
import sys
import unicodedata
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gtcoder.analysis.diagram.boxes import (
    FONTS,
    SMALLEST_TEXT,
    Box,
    BoxKind,
    FontRole,
    Layout,
    Rect,
    Text,
)
from gtcoder.analysis.layout import layout_graph, layout_paradigm
from gtcoder.analysis.theory import Placement, RelationLine, paradigm_graph
from gtcoder.errors import InvalidInput
from gtcoder.vocabulary import ParadigmRole

if TYPE_CHECKING:
    import networkx as nx

WORDS = (
    "Waiting", "Trust", "Churn", "Repeating the story", "One view of the customer",
    "Culture of answering surveys", "Kundenzufriedenheitsmessungsverfahren",
    "Digitalisierungsfolgenabschätzung", "Vertragsverlängerungsbereitschaft nach Beschwerde",
    "ترک خاموش مشتری", "انگیزهٔ کارکنان", "مقاومت سازمانی در برابر تغییر", "فرهنگ پاسخ‌گویی",
    "Real and perceived service", "Early-warning signals", "Word of mouth", "Legacy billing",
)  # fmt: skip
TYPES = ("is a cause of", "leads to", "bears on")


class PlainMeasurer:
    """Widths like a humanist sans: wide capitals, narrow i and l, combining marks without width."""

    def measure(self, text: str, role: FontRole) -> tuple[float, float]:
        em = sum(
            0.0
            if unicodedata.combining(char) or char in "\u200c\u200f"
            else 0.28
            if char in "iljt.,:·' "
            else 0.68
            if char.isupper() or char in "mw"
            else 0.54
            for char in text
        )
        size = FONTS[role].size
        return em * size, 1.2 * size


def random_paradigm(seed: int) -> nx.MultiDiGraph[str]:
    chance = random.Random(seed)
    placements = [
        Placement(
            f"{role.value}-{rank}",
            chance.choice(WORDS),
            role,
            rank,
            chance.randint(0, 130),
            chance.randint(0, 20),
            20,
            chance.choice(["", "Leaving, or giving up, without a word. " * 5]),
            chance.randint(0, 20),
        )
        for role in ParadigmRole
        for rank in range(chance.randint(1, 8))
    ]
    keys = [placement.key for placement in placements]
    relations = []
    for _ in range(chance.randint(0, 25)):
        source, target = chance.sample(keys, 2)
        supporting, against = chance.choice([0, 1, 7, 40]), chance.choice([0, 0, 3])
        relations.append(
            RelationLine(source, target, chance.choice(TYPES), "", supporting, against)
        )
    return paradigm_graph(
        f"Paradigm {seed}", placements, relations, provenance="Invented. Counts: passages."
    )


def strokes(points: tuple[tuple[float, float], ...]) -> list[Rect]:
    return [
        Rect(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))
        for a, b in pairwise(points)
    ]


def all_texts(page: Layout) -> list[Text]:
    return [
        *page.texts,
        *(text for box in page.boxes for text in box.texts),
        *(text for badge in page.badges for text in badge.texts),
        *(entry.text for entry in page.legend),
        *(entry.sign for entry in page.legend if entry.sign is not None),
    ]


def zones_and_cards(page: Layout) -> tuple[dict[str, Box], dict[str, Box]]:
    zones = {box.key: box for box in page.boxes if not box.parent}
    return zones, {box.key: box for box in page.boxes if box.parent}


def assert_nothing_overlaps_or_leaves_the_page(graph: nx.MultiDiGraph[str], page: Layout) -> None:
    zones, cards = zones_and_cards(page)
    assert set(cards) == set(graph.nodes)
    sheet = Rect(0, 0, page.width, page.height)
    assert not [b.key for b in page.boxes if not sheet.holds(b.rect)]
    assert not [t.text for t in all_texts(page) if not sheet.holds(t.rect)]
    for one, two in (*combinations(zones.values(), 2), *combinations(cards.values(), 2)):
        assert not one.rect.meets(two.rect), (one.key, two.key)
    for card in cards.values():
        assert zones[card.parent].rect.holds(card.rect)
        assert card.parent == graph.nodes[card.key]["role"]
    shown = all_texts(page)
    for first, second in combinations(shown, 2):
        assert not first.rect.grown(-0.01).meets(second.rect), (first.text, second.text)


def assert_every_label_is_smaller_than_its_box_and_large_enough_to_read(
    graph: nx.MultiDiGraph[str], page: Layout
) -> None:
    measurer = PlainMeasurer()
    for text in all_texts(page):
        factor = text.size / FONTS[text.role].size
        width, height = measurer.measure(text.text, text.role)
        assert text.size >= SMALLEST_TEXT
        assert text.rect.width >= width * factor - 1e-6
        assert text.rect.height >= height * factor - 1e-6
    for box in page.boxes:
        assert all(box.rect.holds(text.rect) for text in box.texts), box.key
    for badge in page.badges:
        assert all(badge.rect.holds(text.rect) for text in badge.texts)
    for key, data in graph.nodes(data=True):
        said = [t.text for b in page.boxes for t in b.texts if b.key == key]
        letters = "".join(said).replace(" ", "").replace("-", "")
        assert str(data["label"]).replace(" ", "").replace("-", "") in letters


def assert_no_arrow_crosses_a_box_it_does_not_belong_to(
    graph: nx.MultiDiGraph[str], page: Layout
) -> None:
    zones, cards = zones_and_cards(page)
    edges = {key: (a, b) for a, b, key in graph.edges(keys=True)}
    assert {route.key: (route.source, route.target) for route in page.routes} == edges
    sheet = Rect(0, 0, page.width, page.height)
    headings = [text.rect for zone in zones.values() for text in zone.texts]
    for route in page.routes:
        own = {cards[route.source].parent, cards[route.target].parent}
        for stroke in strokes(route.points):
            assert 0 in (stroke.width, stroke.height), "arrows run upright or level"
            assert sheet.holds(stroke)
            assert not [k for k, card in cards.items() if stroke.grown(0.2).meets(card.rect)
                        and k not in (route.source, route.target)]  # fmt: skip
            assert not [k for k, zone in zones.items() if stroke.meets(zone.rect) and k not in own]
            assert not [rect for rect in headings if stroke.grown(0.5).meets(rect)]
        for end, key in ((route.points[0], route.source), (route.points[-1], route.target)):
            at = Rect(*end, 0, 0)
            rect = cards[key].rect
            assert rect.holds(at)
            assert not rect.grown(-0.1).holds(at)
        inner = [s for k in (route.source, route.target) for s in strokes(route.points)
                 if s.grown(-0.05).meets(cards[k].rect.grown(-0.2))]  # fmt: skip
        assert not inner, "an arrow ends at the side of its cards"


def assert_every_relation_has_its_count_where_it_hides_nothing(
    graph: nx.MultiDiGraph[str], page: Layout
) -> None:
    _, cards = zones_and_cards(page)
    routes = {route.key: route for route in page.routes}
    assert [badge.route for badge in page.badges] == [key for *_, key in graph.edges(keys=True)]
    for badge in page.badges:
        assert any(badge.rect.holds(Rect(s.cx, s.cy, 0, 0)) or badge.rect.meets(s.grown(0.1))
                   for s in strokes(routes[badge.route].points))  # fmt: skip
        assert not [key for key, card in cards.items() if badge.rect.meets(card.rect)]
    for one, two in combinations(page.badges, 2):
        assert not one.rect.meets(two.rect)


def assert_arrows_do_not_run_on_one_line(page: Layout) -> None:
    shared = [
        (one.key, two.key)
        for one, two in combinations(page.routes, 2)
        for a in strokes(one.points)
        for b in strokes(two.points)
        if (a.width == 0) == (b.width == 0) and a.grown(0.4).meets(b.grown(0.4))
        and min(a.right, b.right) - max(a.x, b.x) + min(a.bottom, b.bottom) - max(a.y, b.y) > 3
    ]  # fmt: skip
    assert not shared


@pytest.mark.parametrize("seed", range(12))
def test_any_paradigm_is_laid_out_without_a_collision(seed: int) -> None:
    graph = random_paradigm(seed)
    page = layout_paradigm(graph, PlainMeasurer())
    assert_nothing_overlaps_or_leaves_the_page(graph, page)
    assert_every_label_is_smaller_than_its_box_and_large_enough_to_read(graph, page)
    assert_no_arrow_crosses_a_box_it_does_not_belong_to(graph, page)
    assert_every_relation_has_its_count_where_it_hides_nothing(graph, page)
    assert_arrows_do_not_run_on_one_line(page)


def test_the_same_graph_gives_the_same_page() -> None:
    assert layout_graph(random_paradigm(18), PlainMeasurer()) == layout_graph(
        random_paradigm(18), PlainMeasurer()
    )


def test_empty_roles_and_the_empty_paradigm_are_drawn_as_such() -> None:
    page = layout_paradigm(paradigm_graph("Nothing yet", [], []), PlainMeasurer())
    zones, cards = zones_and_cards(page)
    assert set(zones) == {role.value for role in ParadigmRole}
    assert not cards
    assert all(zone.kind is BoxKind.EMPTY_ZONE for zone in zones.values())
    assert all("None placed" in {t.text for t in zone.texts} for zone in zones.values())


def test_six_roles_of_twelve_cards_grow_the_page_and_say_so() -> None:
    placed = [
        Placement(f"{role.value}-{n}", WORDS[n], role, n, n, n, 12)
        for role in ParadigmRole
        for n in range(12)
    ]
    page = layout_paradigm(paradigm_graph("Full", placed, []), PlainMeasurer())
    assert page.page == "A3"
    assert page.notes == ("Drawn on A3: on A4 its text would be smaller than 7 points.",)
    footer = " ".join(text.text for text in page.texts)
    assert page.notes[0] in footer


def test_a_usual_paradigm_stays_on_a4_at_full_text_size() -> None:
    placed = [
        Placement(f"{role.value}-{n}", WORDS[n], role, n, n, n, 12)
        for role in ParadigmRole
        for n in range(1 if role is ParadigmRole.PHENOMENON else 3)
    ]
    page = layout_paradigm(paradigm_graph("Usual", placed, []), PlainMeasurer())
    assert (page.page, page.notes) == ("A4", ())
    assert page.scale >= 1.0


def test_relations_left_out_are_named_in_the_footer() -> None:
    card = Placement("a", "Trust", ParadigmRole.CONSEQUENCE)
    graph = paradigm_graph("One", [card], [RelationLine("a", "b", "leads to")])
    page = layout_paradigm(graph, PlainMeasurer())
    assert page.notes == (
        "1 relation does not join two categories of this paradigm and cannot be drawn.",
    )


def test_types_get_letters_where_there_are_several() -> None:
    cards = [Placement(key, key, ParadigmRole.STRATEGY, n) for n, key in enumerate("xyz")]
    lines = [
        RelationLine("x", "y", "leads to", "", 5, 1),
        RelationLine("y", "z", "leads to", "", 2),
        RelationLine("x", "z", "hinders", "", 0),
    ]
    page = layout_paradigm(paradigm_graph("Typed", cards, lines), PlainMeasurer())
    said = {badge.route: [text.text for text in badge.texts] for badge in page.badges}
    assert said == {"r1": ["a", "5/1"], "r2": ["a", "2"], "r3": ["b", "0"]}
    meant = {entry.sign.text: entry.text.text for entry in page.legend if entry.sign}
    assert (meant["a"], meant["b"]) == ("leads to", "hinders")
    page = layout_paradigm(paradigm_graph("One type", cards, lines[:2]), PlainMeasurer())
    assert [[text.text for text in badge.texts] for badge in page.badges] == [["5/1"], ["2"]]
    assert page.legend[0].text.text == "leads to"


def test_right_to_left_labels_are_set_from_the_right() -> None:
    card = Placement("a", "ترک خاموش مشتری", ParadigmRole.CONSEQUENCE)
    page = layout_paradigm(paradigm_graph("Persian", [card], []), PlainMeasurer())
    box = zones_and_cards(page)[1]["a"]
    assert box.swatch is not None
    assert box.swatch.x > box.rect.cx
    label = next(text for text in box.texts if text.role is FontRole.LABEL)
    assert label.right_to_left
    assert label.rect.right < box.swatch.x
    assert box.swatch.x - label.rect.right < 10


def test_an_unknown_template_is_refused() -> None:
    graph = paradigm_graph("One", [], [])
    graph.graph["template"] = "spiral"
    with pytest.raises(InvalidInput, match="The template “spiral” is not known"):
        layout_graph(graph, PlainMeasurer())


def test_layout_and_scene_know_no_qt(top: Path) -> None:
    code = (
        "import sys; import gtcoder.analysis.layout, gtcoder.drawing.scene;"
        "import gtcoder.drawing.text, gtcoder.drawing.export, gtcoder.drawing.theme;"
        "sys.exit(any(name.split('.')[0] in ('PySide6', 'shiboken6') for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=top, check=True)
