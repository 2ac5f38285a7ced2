"""The hits of a search as a list: words, place, speaker, what surrounds them."""

from __future__ import annotations

from dataclasses import dataclass, field

from gtcoder.errors import InvalidInput
from gtcoder.progress import Progress
from gtcoder.queries.passages import find_document
from gtcoder.queries.search.looking import Scope, Where, search
from gtcoder.queries.search.patterns import Wanted
from gtcoder.queries.search.rows import HitRow, hit_rows
from gtcoder.queries.search.speech import voices_named
from gtcoder.reports.base import Basis, Report, Row, number_of, report
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import SearchKind, SpeakerRole

COLUMNS = (
    "text", "in", "name", "field", "speaker", "line", "start", "end", "before", "after",
)  # fmt: skip
IN = ("texts", "memos", "codes")
_KINDS = {Where.TEXT: "text", Where.MEMO: "memo", Where.MEMO_TITLE: "memo"}
_PIECE = 2_000


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """The options of a search."""

    pattern: str = field(
        default="", metadata={"help": "what to look for; several phrases in quotation marks"}
    )
    kind: SearchKind = field(
        default=SearchKind.WORDS,
        metadata={"help": "words, a list (parted by line ends), or a regular expression"},
    )
    case: bool = field(default=False, metadata={"help": "capitals count"})
    accents: bool = field(default=False, metadata={"help": "accents count"})
    whole: bool = field(default=False, metadata={"help": "whole words only"})
    in_: tuple[str, ...] = field(default=IN, metadata={"help": "texts, memos, codes"})
    documents: tuple[str, ...] = field(default=(), metadata={"help": "only in these documents"})
    speakers: tuple[str, ...] = field(default=(), metadata={"help": "only what these people say"})
    roles: tuple[SpeakerRole, ...] = field(
        default=(), metadata={"help": "only what people of these roles say"}
    )

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        text = self.pattern
        return Wanted(text, self.kind, case=self.case, accents=self.accents, whole=self.whole)


def scope_of(reader: Reader, options: SearchOptions) -> Scope:
    """Return where to look; refuses names that the study does not know."""
    unknown = set(options.in_) - set(IN)
    if unknown or not options.in_:
        raise InvalidInput(
            "One can look in texts, memos and codes, not in “{what}”. Nothing was searched.",
            what=min(unknown, default=""),
        )
    documents = frozenset(int(find_document(reader, name)) for name in options.documents)
    return Scope(
        texts="texts" in options.in_,
        memos="memos" in options.in_,
        codes="codes" in options.in_,
        documents=documents if options.documents else None,
        speakers=voices_named(reader, options.speakers, options.roles),
    )


@report("search", "Search", SearchOptions)
def searching(reader: Reader, options: SearchOptions, progress: Progress) -> Report:
    """Return a row per hit, those in transcripts first, then those in memos and in codes."""
    hits = search(reader, options.wanted, scope_of(reader, options), progress)
    rows: list[Row] = []
    for first in range(0, len(hits), _PIECE):
        progress.step(first, len(hits), "reading the hits")
        rows += map(_row, hit_rows(reader, hits.take(slice(first, first + _PIECE))))
    told = {
        "pattern": options.pattern,
        "kind": str(options.kind),
        "case": options.case,
        "accents": options.accents,
        "whole": options.whole,
        "in": list(options.in_),
        "documents": list(options.documents),
        "speakers": [*options.speakers, *map(str, options.roles)],
        "hits": len(rows),
    }
    basis = Basis(counted="places where it was found, one a row", whose="everybody", more=told)
    limits = "".join(
        f" Only {what}: {', '.join(map(str, chosen))}."
        for what, chosen in (
            ("in", options.documents), ("said by", (*options.speakers, *options.roles)),
        )
        if chosen
    )  # fmt: skip
    return Report(
        name="search",
        title="Search",
        columns=COLUMNS,
        rows=tuple(rows),
        sentences=(
            *basis.sentences(reader),
            f"Looked for “{' / '.join(options.pattern.splitlines())}” ({options.kind}): "
            f"{number_of(len(rows), 'hit')}.{limits}",
        ),
        provenance=basis.provenance(reader),
    )


def _row(hit: HitRow) -> Row:
    return (
        hit.text, _KINDS.get(hit.where, "code"), hit.name, hit.field, hit.speaker,
        hit.line or None, hit.start, hit.end, hit.before, hit.after,
    )  # fmt: skip
