"""What REFI-QDA has no place for, written inside descriptions and read again.

A description is the human text, then one marker line, then one line of canonical JSON. Other
programs show it as a comment and write it back; edited there, it still reads.

Which element carries which keys. *Rows* are column by column (`packed.read_rows`), a *row* holds
columns by name (`packed.read_row`); both hold only what the element does not say itself, by
`packed.completed`. References are guids in hex, columns are those of `gtcoder.model`. In a project
only the Project and its TextSources have extras: what others read of codes, variables, cases, sets
and notes is human text alone.

- Project: `format` 1, `project` row (guid, settings, created_at); `offsets` “utf-16” where all
  positions of selections count UTF-16 units (those inside the JSON always count code points);
  `coder` rows (role, by User guid); `rows`: {table: complete rows} of every table without an
  element of its own: round, assignment, given_segment, decision, code_example, comparison,
  bookmark, membership, refused_merge, attribute, attribute_value, property, property_placement,
  relation_type, relation, refused_relation, evidence, paradigm, paradigm_placement, model,
  model_node, model_edge, step_visit, instrument, instrument_item, expert, item_rating,
  item_decision, core_judgement, sampling_decision, sampling_link, waiver, other_guid. `rows` also
  holds, by the guids of elements, what these do not say of theirs:
  - Code: `code` rows (all but name and parent_id; their position is not their place among the
    elements, where codes out of use come last). Definition, rule, when_not and example are the
    human text, which `code_texts.read_texts` divides; they stand in the rows, too, where that alone
    does not give them back to the letter, else null. Attributes are the lines after them (“name:
    value”, or the name alone of a 0/1 one that holds); an edited value changes its attribute_value.
  - Variable: `variable` rows (scope). Case: `participant` rows (guid), and `variable_value` rows
    (guid, variable_id, participant_id), whose values are VariableValues.
  - Note: `memo` rows (kind, created_at, changed_at), `memo_link` and `memo_tag` rows (complete). A
    link to a selection, Code, TextSource, Link or Note holds while that has its NoteRef, to a Link
    also where there are no Links at all; links to anything else are in the rows alone. A memo
    without links is a NoteRef of the Project.
- Project: `named`: {guid of a Note: the name it was given}, of memos without a title; `made`: guids
  of Sets and Notes that are only a picture of rows. So are a Link or Graph with the guid of a
  relation, model or paradigm of the rows. What was changed elsewhere in a Link or Graph, or in the
  codes of a Set, goes into the rows where these can say it; else it is told. A Link or Graph that
  is no longer there was removed elsewhere, and so its row with what hangs on it. Where there are no
  Links, Graphs or Sets at all any more, the program had no place for them: the rows hold.
- TextSource: `document` row (created_at; participant_id, which is what holds: the SourceRef of a
  Case also names the document of one who speaks in it alone, and if it went to another Case, that
  one speaks), `text_version` row (guid, number, source, marks, sha256), `speaker` and `turn` rows
  (complete, without document_id; who speaks goes with the SourceRef as well), `quotation`
  rows (round_id), `coding` rows (origin, weight, created_at, and origin_code_id: None is the code
  itself; its round is the quotation's), `variable_value` rows (guid, variable_id). If the text has
  another sha256, it was changed elsewhere: the version is a new one, turns are recognised anew, and
  marks and rows of the Project with a place in that text are left out. Earlier files have none.
- A codebook (.qdc) has no place for a Project: each Code carries its `code` row, and no attributes.
- Earlier files have the rows of codes, variables, cases and notes in the descriptions of these,
  `made` as true, and attributes of codes as Variables with an `attribute` row and Cases with
  `attribute_value` rows and a CodeRef. They are still read.

A moment that the element gives to the second comes as a number: the microseconds to add to it.
Labels, saved results, the ledger, earlier versions of texts and the hashes of erased ones do not
travel: they name entries of a ledger, which REFI-QDA has no place for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

MARKER = "[[gtcoder data: please keep this line and the next as they are]]"
_SIGN = re.compile(r"\[\[gtcoder data[^\[\]\n]*\]\]")
ILLEGAL = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"  # in XML 1.0
REPLACEMENT = "\ufffd"
_ILLEGAL = re.compile(f"[{ILLEGAL}]")
_BREAKING = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_GAP = "\n\n"


def legal(text: str) -> str:
    """Return a text with U+FFFD for each character that XML 1.0 cannot hold."""
    return _ILLEGAL.sub(REPLACEMENT, text)


def with_beyond(plain: str, extra: Mapping[str, Any]) -> str:
    """Return a description: the human text, and after the marker what only this program reads.

    Without extras it is the text alone; characters that XML cannot hold become U+FFFD in the text,
    and escapes in the extras, where they survive.
    """
    plain = legal(plain)
    if not extra and not _SIGN.search(plain):
        return plain
    data = json.dumps(extra, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    line = _BREAKING.sub(lambda found: f"\\u{ord(found[0]):04x}", data)
    return f"{plain}{_GAP if plain else ''}{MARKER}\n{line}"


def read_beyond(description: str) -> tuple[str, dict[str, Any]]:
    """Return the human text of a description, and the extras: none where they cannot be read.

    What was written after the extras in another program belongs to the human text.
    """
    signs = list(_SIGN.finditer(description))
    if not signs:
        return description, {}
    before, rest = description[: signs[-1].start()], description[signs[-1].end() :]
    extra, after = _data(rest)
    plain = _without_gap(before)
    if after.strip():
        plain = f"{plain}{_GAP if plain else ''}{after.strip()}"
    return plain, extra


def _data(rest: str) -> tuple[dict[str, Any], str]:
    """Return the JSON at the beginning, and what follows; a line that is broken is dropped."""
    rest = rest.lstrip()
    try:
        value, end = json.JSONDecoder(strict=False).raw_decode(rest)
    except ValueError:
        value, end = {}, (rest + "\n").index("\n") if rest.startswith("{") else 0
    return (value if isinstance(value, dict) else {}), rest[end:]


def _without_gap(before: str) -> str:
    return before.removesuffix(_GAP) if before.endswith(_GAP) else before.rstrip()
