"""Who speaks in the texts of a plain-text study, as far as a reader of the folder finds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gtcoder.exchange.plain_texts import labels_at_lines
from gtcoder.exchange.speakers import propose_turns
from gtcoder.masking import Mask, MaskedText
from gtcoder.queries import people
from gtcoder.queries.passages import DocumentRow
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import DocumentId

Who = tuple[str, str, str]


def who_speaks(
    reader: Reader,
    rows: Sequence[DocumentRow],
    texts: Mapping[DocumentId, MaskedText],
    mask: Mask,
) -> tuple[tuple[Who, ...], int]:
    """Return participant, document and label, and how many have a label nobody would find anew.

    The label is empty where a text has no turns, and where the only one who speaks in it stands
    under a label that a reader of the folder does not find.
    """
    names = {person.id: person.name for person in people.participants(reader)}
    tied: dict[str, dict[str, str]] = {}
    for speaker in people.speakers(reader):
        if speaker.participant is not None:
            tied.setdefault(speaker.document, {})[speaker.label] = speaker.participant
    found: list[Who] = []
    lost = 0
    for row in rows:
        persons = tied.get(row.name, {})
        heard = _heard(texts[row.id].text, {label: mask.text(label) for label in persons})
        found += [(persons[label], row.name, label) for label in persons if label in heard]
        others = {person for label, person in persons.items() if label not in heard}
        if row.participant is not None:
            found.append((names[row.participant], row.name, ""))
        elif len(others) == 1 and not heard:
            found += [(person, row.name, "") for person in others]
            continue
        lost += len(others)
    return tuple(found), lost


def _heard(text: str, labels: Mapping[str, str]) -> set[str]:
    """Return which labels, as they are written in a text, are found when it is read anew."""
    marked = {label for label, said in labels.items() if labels_at_lines([said]).search(text)}
    if len(marked) == len(labels):
        return marked
    proposed = {turn.speaker for turn in propose_turns(text).turns}
    return set(labels) if proposed.issuperset(labels.values()) else marked
