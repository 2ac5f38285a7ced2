"""What a user may name as a study: a file, a PostgreSQL URL or a plain-text folder."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from gtcoder.errors import InvalidInput

SUFFIX = ".gtc"
_LONGEST = 63  # what PostgreSQL keeps of a name
_POSTGRES = ("postgresql://", "postgres://", "postgresql+psycopg://")


@dataclass(frozen=True, slots=True)
class FileLocation:
    """A study in one SQLite file."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class ServerLocation:
    """A study in one schema of a PostgreSQL database; the URL holds no `study=` any more."""

    url: str
    schema: str
    study: str

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        return f"postgresql://{parts.hostname or ''}{parts.path}?study={self.study}"


Location = FileLocation | ServerLocation


def parse_location(text: str | Path) -> Location:
    """Return where the study is; `study=` names the schema `gtc_<slug>` and leaves the URL."""
    name = str(text)
    if not name.startswith(_POSTGRES):
        return FileLocation(Path(name))
    parts = _parts(name)
    options = parse_qsl(parts.query)
    study = next((value for key, value in options if key == "study"), "")
    if not study:
        raise InvalidInput(
            "The database URL names no study. Add ?study=NAME to it; nothing was opened."
        )
    rest = urlencode([(key, value) for key, value in options if key != "study"])
    url = urlunsplit(("postgresql+psycopg", parts.netloc, parts.path, rest, ""))
    return ServerLocation(url, schema_name(study), study)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise InvalidInput(
            "This is no database URL. Write postgresql://host/database?study=NAME; nothing was "
            "opened."
        ) from None
    return parts


def schema_name(study: str) -> str:
    """Return the schema of a study's name: `gtc_` and its letters and digits in lower case."""
    plain = unicodedata.normalize("NFKD", study).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
    if not slug:
        raise InvalidInput(
            "“{study}” has no Latin letter or digit to make a schema name of. "
            "Choose another name; the title can be anything.",
            study=study,
        )
    schema = f"gtc_{slug}"
    if len(schema) <= _LONGEST:
        return schema
    mark = hashlib.sha256(slug.encode()).hexdigest()[:8]  # or two long names would be one study
    return f"{schema[: _LONGEST - 9]}_{mark}"
