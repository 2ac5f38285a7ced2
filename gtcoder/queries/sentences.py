"""What an entry did, in one plain sentence that names its objects as they are called now."""

from __future__ import annotations

from collections.abc import Sequence

from gtcoder.queries import (
    said_of_adjudication,
    said_of_codebook,
    said_of_codes,
    said_of_coding,
    said_of_consolidation,
    said_of_instruments,
    said_of_memos,
    said_of_models,
    said_of_paradigms,
    said_of_properties,
    said_of_reading,
    said_of_relations,
    said_of_search,
    said_of_selective,
    said_of_study,
    said_of_text,
)
from gtcoder.queries.entry_rows import EntryRow
from gtcoder.queries.entry_scene import scene
from gtcoder.queries.entry_told import Told
from gtcoder.queries.verb_labels import label_of
from gtcoder.store.reader import Reader

SAYINGS = {
    **said_of_codes.SAID,
    **said_of_codebook.SAID,
    **said_of_coding.SAID,
    **said_of_consolidation.SAID,
    **said_of_study.SAID,
    **said_of_text.SAID,
    **said_of_memos.SAID,
    **said_of_models.SAID,
    **said_of_paradigms.SAID,
    **said_of_properties.SAID,
    **said_of_reading.SAID,
    **said_of_relations.SAID,
    **said_of_search.SAID,
    **said_of_selective.SAID,
    **said_of_instruments.SAID,
    **said_of_adjudication.SAID,
}


def entry_sentences(reader: Reader, entries: Sequence[EntryRow]) -> dict[int, str]:
    """Return a sentence for each entry, by revision.

    A verb that has no sentence here is told by its label.
    """
    if not entries:
        return {}
    known = scene(reader, entries)
    sentences = {}
    for entry in entries:
        say = SAYINGS.get(entry.action)
        bare = label_of(entry.action).capitalize()
        sentences[entry.revision] = bare if say is None else say(Told(entry, known))
    return sentences
