"""What a person says of a package: creators, licence, title, and whether texts go along."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from gtcoder.errors import InvalidInput

UNKNOWN = ":unav"  # DataCite's word for what is not known
_ORCID = re.compile(r"(?:(?:https?://)?orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])")
_LIKE_ORCID = re.compile(r"(?i)(?:.*\borcid\b.*\d.*|[\d\s–-]*\dX?)")  # meant as one
_SPDX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
_OWN = "LicenseRef-"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-\w{2,8})*")
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
# What researchers give data under; any other identifier of SPDX will do.
LICENCES = {
    "CC0-1.0": "Creative Commons Zero v1.0 Universal",
    "CC-BY-4.0": "Creative Commons Attribution 4.0 International",
    "CC-BY-SA-4.0": "Creative Commons Attribution Share Alike 4.0 International",
    "CC-BY-NC-4.0": "Creative Commons Attribution Non Commercial 4.0 International",
    "CC-BY-NC-SA-4.0": "Creative Commons Attribution Non Commercial Share Alike 4.0 International",
    "CC-BY-ND-4.0": "Creative Commons Attribution No Derivatives 4.0 International",
    "CC-BY-NC-ND-4.0": (
        "Creative Commons Attribution Non Commercial No Derivatives 4.0 International"
    ),
    "ODC-By-1.0": "Open Data Commons Attribution License v1.0",
    "ODbL-1.0": "Open Data Commons Open Database License v1.0",
    "PDDL-1.0": "Open Data Commons Public Domain Dedication & License 1.0",
}


@dataclass(frozen=True, slots=True)
class Creator:
    """A person who made the data; `orcid` is the address of their ORCID, or empty."""

    name: str
    orcid: str = ""
    affiliation: str = ""

    @property
    def family(self) -> str:
        """The family name, where the name was given as “Family, Given”."""
        return self.name.partition(",")[0].strip() if "," in self.name else ""

    @property
    def given(self) -> str:
        """The given name, where the name was given as “Family, Given”."""
        return self.name.partition(",")[2].strip()


@dataclass(frozen=True, slots=True)
class ArchiveOptions:
    """What is said of the package; empty fields are taken from the study where it knows."""

    title: str = ""
    description: str = ""
    creators: tuple[Creator, ...] = ()
    subjects: tuple[str, ...] = ()
    licence: str = ""
    publisher: str = ""
    year: int = 0
    contact: str = ""
    language: str = ""
    without_texts: bool = False

    def filled_from(self, settings: Mapping[str, Any]) -> ArchiveOptions:
        """Return these with what the study's settings say under “archive” where nothing is said."""
        said = settings.get("archive")
        if not isinstance(said, Mapping):
            return self
        creators, subjects = said.get("creators"), said.get("subjects")
        others = creators if isinstance(creators, list) else []
        words = subjects if isinstance(subjects, list) else []
        return replace(
            self,
            title=self.title or _text(said, "title"),
            description=self.description or _text(said, "description"),
            creators=self.creators or tuple(creator_from(str(each)) for each in others),
            subjects=self.subjects or tuple(map(str, words)),
            licence=self.licence or _text(said, "licence"),
            publisher=self.publisher or _text(said, "publisher"),
            contact=self.contact or _text(said, "contact"),
            language=self.language or _text(said, "language"),
        )


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""


def creator_from(words: str) -> Creator:
    """Return a creator given as “Family, Given; ORCID; affiliation”, all but the name optional.

    Raises InvalidInput for what is no ORCID, though it looks like one or its last sign does not fit
    the others, and where there are two ORCIDs or affiliations.
    """
    name, *more = (" ".join(part.split()) for part in words.split(";"))
    if not name:
        raise InvalidInput(
            "A creator needs a name: “Family, Given; ORCID; affiliation”. Nothing was written."
        )
    orcids = [part for part in more if _LIKE_ORCID.fullmatch(part) or _ORCID.fullmatch(part)]
    affiliations = [part for part in more if part and part not in orcids]
    several = next((parts for parts in (orcids, affiliations) if len(parts) > 1), None)
    if several:
        raise InvalidInput(
            "Of “{name}” one ORCID and one affiliation can be written, and {parts} are given. "
            "Nothing was written; keep one, or put a comma between affiliations.",
            name=name,
            parts=" and ".join(f"“{part}”" for part in several),
        )
    return Creator(name, "".join(map(_orcid, orcids)), "".join(affiliations))


def _orcid(words: str) -> str:
    """Return the address of an ORCID."""
    found = _ORCID.fullmatch(words)
    if found is None:
        raise InvalidInput(
            "“{orcid}” is no ORCID: that is sixteen digits, such as 0000-0002-1825-0097. Nothing "
            "was written; copy it from orcid.org.",
            orcid=words,
        )
    if not _holds("".join(found.groups()).upper()):
        raise InvalidInput(
            "“{orcid}” is no ORCID: its last sign does not fit the others. Nothing was "
            "written; copy it from orcid.org.",
            orcid=words,
        )
    return "https://orcid.org/" + "-".join(found.groups()).upper()


def licence_from(words: str) -> str:
    """Return a licence as SPDX names it, whatever its case; raises InvalidInput for other words."""
    known = {name.casefold(): name for name in LICENCES}
    name = known.get(words.strip().casefold(), words.strip())
    if not _SPDX.fullmatch(name):
        raise InvalidInput(
            "“{licence}” is no identifier of a licence. Nothing was written; give one as SPDX "
            "lists it, such as CC-BY-4.0, or {own}NAME for terms of your own.",
            licence=words,
            own=_OWN,
        )
    return name


def language_from(words: str) -> str:
    """Return a language as its tag names it (BCP 47); raises InvalidInput for other words."""
    tag = words.strip()
    if not _LANGUAGE.fullmatch(tag):
        raise InvalidInput(
            "“{language}” is no tag of a language. Nothing was written; give two or three letters, "
            "such as fa, or more of them, such as pt-BR.",
            language=words,
        )
    return tag


def licence_name(licence: str) -> str:
    """Return a licence in words."""
    return LICENCES.get(licence, licence)


def is_known_licence(licence: str) -> bool:
    """Tell whether a licence is one that researchers give data under, or terms of one's own."""
    return licence in LICENCES or licence.startswith(_OWN)


def licence_address(licence: str) -> str:
    """Return where the text of a licence stands; terms of one's own have no place."""
    return "" if licence.startswith(_OWN) else f"https://spdx.org/licenses/{licence}.html"


def mail_in(contact: str) -> str:
    """Return the address of mail that a contact names, or nothing."""
    found = _MAIL.search(contact)
    return found[0] if found else ""


def _holds(digits: str) -> bool:
    """Tell whether an ORCID's last sign is the check sum of the others (ISO 7064, mod 11-2)."""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))
