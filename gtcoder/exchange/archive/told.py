"""The pages of a package that people read: what is what, and under which licence."""

from __future__ import annotations

from gtcoder.exchange.archive.about import licence_address, licence_name
from gtcoder.exchange.archive.described import Described

_INSIDE = {
    "study/": "the whole study as plain text and csv; gtcoder builds it again from there "
    "(study/README.txt says more)",
    "rows/": "every table of the study by the identities of its rows (guid), without the texts; "
    "rows/csv-metadata.json says what the columns are",
    "ledger.csv": "who did what and when, and why",
    "project.qdpx": "the study in REFI-QDA, which NVivo, ATLAS.ti, MAXQDA and others read",
    "codebook.qdc": "the codes in REFI-QDA",
    "codebook.docx": "the codes with their definitions, to read",
    "codebook.csv": "the same as a table",
    "quotations.csv": "the coded passages, one a row, with variables and levels of the code",
    "codings.csv": "where codings stand, one a row, with variables and levels of the code; "
    "positions count Unicode code points from 0, the end excluded",
    "reports/frequencies.csv": "how often each code was given",
    "reports/agreement.html": "how far coders agree, for a methods section",
    "ro-crate-metadata.json": "what is here, for programs (RO-Crate 1.1)",
    "datacite.json": "title, creators, licence as DataCite has them; the DOI is given by the "
    "archive",
    "LICENSE.txt": "under which licence this may be used",
    "manifest-sha256.txt": "the SHA-256 of every file",
}


def about_file(path: str) -> str:
    """Return in a line what a file of a package is, where that is not plain."""
    return _INSIDE.get(path, "")


def readme(said: Described, losses: tuple[str, ...]) -> str:
    """Return the page that says what is what."""
    about = said.about
    there = {each.path for each in said.files} | {
        each.path.partition("/")[0] + "/" for each in said.files if "/" in each.path
    }
    inside = [f"  {path:<24} {words}" for path, words in _INSIDE.items() if path in there]
    lines = [
        about.title,
        "",
        about.description,
        "",
        *(f"  {each.name}{f' ({each.orcid})' if each.orcid else ''}" for each in about.creators),
        "",
        f"Questions: {about.contact}" if about.contact else "",
        f"State of the study: {said.version}, {said.day}. Written by {said.program}.",
        "",
        "What is here",
        *inside,
        "",
        "Text is UTF-8. In csv a cell that a spreadsheet program would run as a formula (it begins "
        "with",
        "= + - @, a tab or a line's end) has an apostrophe before it, which is no part of it.",
        "",
        *(["What is not here", *(f"  - {each}" for each in losses), ""] if losses else []),
    ]
    return "\n".join(_single_blanks(lines)).rstrip() + "\n"


def licence_page(licence: str) -> str:
    """Return the page on the licence."""
    if not licence:
        return (
            "No licence was given with these data. Without one nobody but those who made them may "
            "use them further; ask them.\n"
        )
    address = licence_address(licence)
    where = f"Its text: {address}" if address else "Ask the creators for its terms."
    return (
        f"These data may be used under: {licence_name(licence)}\n"
        f"SPDX-License-Identifier: {licence}\n{where}\n"
    )


def _single_blanks(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return kept
