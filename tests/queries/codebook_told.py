"""What is done to the codebook's order, examples and files, beside the sentences that tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gtcoder.actions import books, codebook, examples, order
from gtcoder.codebook_draft import BookCode, CodebookDraft
from gtcoder.queries.passages import codings
from gtcoder.vocabulary import CodeOrigin

if TYPE_CHECKING:
    from tests.queries.test_sentences import Story


def tell_of_the_codebook(story: Story) -> None:
    """Reorder, correct an origin, mark an example, import a codebook, retire two for one reason."""
    do = story.do
    mist = do("Made the code “Mist”", codebook.create_code, name="Mist")
    dew = do("Made the code “Dew”", codebook.create_code, name="Dew")
    do("Put “Dew” before “Mist”", order.reorder_codes, codes=[dew], before=mist)
    origin = {"code": dew, "origin": CodeOrigin.IN_VIVO}
    do("Corrected the origin of “Dew” from constructed to in vivo", codebook.set_origin, **origin)
    here = "Invented interview 1, line 1"
    made = story.apply(f"Applied “Dew” in {here}", dew, 7, 10)
    with story.study.ann.read() as reader:
        passage = next(row.quotation for row in codings(reader) if row.id == made)
    example = {"code": dew, "quotation": passage}
    do(f"Marked {here} as an example of “Dew”", examples.add_example, **example)
    do(f"Took {here} from the examples of “Dew”", examples.remove_example, **example)
    book = CodebookDraft((BookCode(("Mist",), {"definition": "Wet"}), BookCode(("Hail",))))
    said = "Imported a codebook: 1 code made, 1 code changed (“Mist”)"
    do(said, books.import_book, book=book)
    do("Retired “Mist”, “Dew”", codebook.retire_codes, codes=[mist, dew])
