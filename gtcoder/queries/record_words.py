"""What tables and columns of the record are called by people; for sentences, never for keys."""

from __future__ import annotations

import re

# What is counted, and what is said of it: `value` and ` of a variable`.
_HEAD = re.compile(r"(.*?)((?: (?:of|in|on|to|set|handed) .*)?)")
# What is counted, given as several: `values` and ` of variables`, `codes` and ` retired or merged`.
_SEVERAL = re.compile(
    r"(.*?)((?:,| (?:of|in|on|to|with|within|without|over|out|that|which|who|elsewhere|let|placed|"
    r"kept|retired|resting|speaking)\b).*)?"
)
_TABLES = {
    "attribute": "column of the structures",
    "attribute_value": "value in the structures",
    "code_example": "example of a code",
    "comparison": "comparison of passages",
    "core_judgement": "judgement on the core category",
    "decision": "decision on a disagreement",
    "evidence": "passage of evidence",
    "given_segment": "passage handed out",
    "instrument_item": "item of an instrument",
    "item_decision": "decision on an item",
    "item_rating": "rating of an item",
    "label": "label of a state",
    "membership": "place of a code in a category",
    "memo_link": "link of a memo",
    "memo_tag": "tag of a memo",
    "model_edge": "arrow of a model",
    "model_node": "box of a model",
    "paradigm_placement": "place in the paradigm",
    "other_guid": "further identity",
    "project": "study",
    "property": "property of a category",
    "property_placement": "passage on a property",
    "quotation": "passage",
    "refused_merge": "refused merge",
    "refused_relation": "refused relation",
    "relation_type": "kind of relation",
    "sampling_link": "link of a sampling decision",
    "saved_result": "kept table",
    "step_visit": "visit to a step",
    "text_body": "text",
    "text_version": "frozen text",
    "turn": "turn of speech",
    "variable_value": "value of a variable",
    "waiver": "check set aside",
}
_COLUMNS = {
    "acyclic": "never in a circle",
    "attribute_id": "column",
    "both_ways": "goes both ways",
    "category_id": "category",
    "changed_at": "changed",
    "closed_at": "closed",
    "decided_on": "decided",
    "directed": "has a direction",
    "domain": "its codes exclude one another",
    "end": "ends at character",
    "finished_at": "finished",
    "grammar": "allowed between",
    "high": "upper end",
    "inverse": "read backwards",
    "low": "lower end",
    "merged_into_id": "merged into",
    "of_id": "repeats or settles",
    "opened_at": "opened",
    "origin_code_id": "first coded as",
    "parent_id": "stands under",
    "preset": "pattern",
    "proposed_by_id": "proposed by",
    "proposed_in_id": "proposed in",
    "quotation_id": "passage",
    "sha256": "checksum of the text",
    "source_id": "from",
    "said": "what was said",
    "stands": "what stands",
    "start": "begins at character",
    "target_id": "to",
    "type_id": "kind of relation",
    "unblinded_at": "shown to each other",
    "version_id": "frozen text",
    "when_not": "when not to use it",
}


def table_words(table: str) -> str:
    """Return what a row of a table is called; else the table's own name, readable."""
    return _TABLES.get(table, table.replace("_", " "))


def counted_rows(count: int, table: str) -> str:
    """Return how many rows of a table there are, in words."""
    return f"{count:,} {table_words(table) if count == 1 else rows_words(table)}"


def counted_of(count: int, several: str) -> str:
    """Return a count of what is given as several: `1 value of variables`, `2 pictures`."""
    if count != 1:
        return f"{count:,} {several}"
    head, rest = _SEVERAL.fullmatch(several).groups(default="")  # type: ignore[union-attr]
    for ending, one in (
        ("people", "person"),
        ("ies", "y"),
        ("xes", "x"),
        ("ches", "ch"),
        ("s", ""),
    ):
        if head.endswith(ending):
            return f"1 {head.removesuffix(ending)}{one}{rest}"
    return f"1 {several}"


def rows_words(table: str) -> str:
    """Return what several rows of a table are called."""
    head, rest = _HEAD.fullmatch(table_words(table)).groups()  # type: ignore[union-attr]
    head = f"{head[:-1]}ies" if head.endswith("y") else f"{head}{'e' * head.endswith('x')}s"
    return f"{head}{rest}"


def column_words(column: str) -> str:
    """Return what a column is called; else its own name, readable."""
    return _COLUMNS.get(column, column.removesuffix("_id").replace("_", " "))
