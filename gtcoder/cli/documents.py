"""Documents: their frozen text, to the byte."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from gtcoder.cli.output import print_json
from gtcoder.cli.study_argument import add_study_to_read, reader_of
from gtcoder.cli.verbs import verb
from gtcoder.exchange import door


def _text_arguments(parser: ArgumentParser) -> None:
    add_study_to_read(parser)
    parser.add_argument("document", metavar="DOCUMENT")


@verb("text", "print a document's frozen text, byte for byte", _text_arguments)
def text(options: Namespace) -> None:
    """Write the text in UTF-8; no newline is added."""
    from gtcoder.queries.passages import find_document
    from gtcoder.queries.passages import text as frozen_text

    with reader_of(options) as reader:
        words = frozen_text(reader, find_document(reader, options.document))
    if options.json:
        print_json({"document": options.document, "text": words})
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(door.masked_text(words).encode("utf-8"))
    sys.stdout.buffer.flush()
