"""The key file of pseudonyms: a csv of names and replacements that lies outside the study."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path

from gtcoder.errors import InvalidInput, NotAllowed, UnreadableFile
from gtcoder.exchange.formulas import guarded, unguarded
from gtcoder.masking import Mask, Pseudonym

HEADER = ("name", "replacement")


def read_key(path: Path) -> Mask:
    """Read a key file. Raises UnreadableFile or InvalidInput where it cannot be used."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UnreadableFile(
            "The list of pseudonyms “{path}” cannot be read: {reason}. Nothing was written; name "
            "another one, or put it back.",
            path=path,
            reason=reason,
        ) from error
    return Mask(_rows(text, path))


def _rows(text: str, path: Path) -> list[Pseudonym]:
    head = text.partition("\n")[0]
    comma = ";" if ";" in head and "," not in head else "\t" if "\t" in head else ","
    found: list[Pseudonym] = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=comma):
        cells = [" ".join(unguarded(cell).split()) for cell in row]
        if not any(cells) or (not found and tuple(map(str.casefold, cells[:2])) == HEADER):
            continue
        if len(cells) < 2 or any(cells[2:]):
            raise UnreadableFile(
                "The row “{row}” of “{path}” does not have two cells, name and replacement. "
                "Nothing was taken from the file.",
                row=comma.join(row),
                path=path.name,
            )
        found.append(Pseudonym(cells[0], cells[1]))
    return found


def write_key(path: Path, pseudonyms: Sequence[Pseudonym]) -> None:
    """Write a key file that its owner alone may read; one that was there is replaced whole."""
    Mask(pseudonyms)
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(HEADER)
    table.writerows((guarded(each.name), guarded(each.replacement)) for each in pseudonyms)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        try:
            draft.touch(mode=0o600)
            draft.write_text(text.getvalue(), encoding="utf-8", newline="")
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise InvalidInput(
            "The list of pseudonyms “{path}” could not be written: {reason}. The list on disk is "
            "as it was before.",
            path=path,
            reason=error.strerror or error,
        ) from error


def refuse_inside(key: Path, location: str) -> None:
    """Refuse a key file that would be passed on together with the study."""
    study = Path(location)
    if "://" in location or not study.exists():
        return
    key, study = key.resolve(), study.resolve()
    if study.is_dir():
        within, what = study, "the folder of the study"
    else:
        within, what = study.parent / f"{study.stem}.backups", "the folder of its backups"
    if within in key.parents:
        raise NotAllowed(
            "“{key}” lies in {what}, so whoever is given that folder would be given the names as "
            "well. The list was not used; keep it in a folder of its own.",
            key=key.name,
            what=what,
        )
