"""A package as RO-Crate describes data: one JSON-LD file that names all others (RO-Crate 1.1)."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from gtcoder.exchange.archive.about import (
    Creator,
    licence_address,
    licence_name,
    mail_in,
)
from gtcoder.exchange.archive.described import Described, PackedFile

CRATE = "ro-crate-metadata.json"
STUDY = "study"  # the folder of plain text in a package
_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_PROGRAM = "#gtcoder"
_LICENCE_FILE = "LICENSE.txt"
_NOT_LETTERS = re.compile(r"[\x00-\x9f]+")


def crate(said: Described) -> dict[str, Any]:
    """Return the graph: the description itself, the data, every file, and who made them."""
    folders = _folders(said)
    entities = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": _SPECIFICATION},
            "about": {"@id": "./"},
        },
        _root(said, folders),
        *(_folder(path, said) for path in folders),
        *(_file(each) for each in said.files),
        *_people(said),
        *_licence(said.about.licence),
        {"@id": _PROGRAM, "@type": "SoftwareApplication", "name": "gtcoder",
         "softwareVersion": said.program.partition(" ")[2]},
        {"@id": "#written", "@type": "CreateAction", "name": "Written by gtcoder",
         "instrument": {"@id": _PROGRAM}, "result": {"@id": "./"}},
    ]  # fmt: skip
    context = [f"{_SPECIFICATION}/context", {"sha256": "https://schema.org/sha256"}]
    return {"@context": context, "@graph": entities}


def _root(said: Described, folders: list[str]) -> dict[str, Any]:
    about = said.about
    inside = [path for path in folders if path.count("/") == 1]
    inside += [each.path for each in said.files if "/" not in each.path]
    persons = [{"@id": _person_id(each, n)} for n, each in enumerate(about.creators, 1)]
    root: dict[str, Any] = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.title,
        "description": about.description,
        "datePublished": str(about.year) if about.year else said.day,
        "dateModified": said.day,
        "version": said.version,
        "license": {"@id": _licence_id(about.licence)},
        "author": _one_or_all(persons),
        "creator": _one_or_all(persons),
        "keywords": ", ".join(about.subjects),
        "inLanguage": about.language,
        "hasPart": [{"@id": _address(path)} for path in inside],
    }
    if about.publisher:
        root["publisher"] = {"@id": "#publisher"}
    if about.contact:
        root["contactPoint"] = {"@id": "#contact"}
    return {name: value for name, value in root.items() if value}


def _one_or_all(links: list[dict[str, str]]) -> dict[str, str] | list[dict[str, str]]:
    return links[0] if len(links) == 1 else links


def _address(path: str) -> str:
    """Return a path as an address within the package; letters of other scripts stay readable."""
    return _NOT_LETTERS.sub(lambda found: quote(found[0]), path)


def _folders(said: Described) -> list[str]:
    """Return the folders at the top and below them, each with a slash at its end."""
    found: dict[str, None] = {}
    for each in said.files:
        parts = each.path.split("/")[:-1]
        found |= dict.fromkeys("/".join(parts[:n]) + "/" for n in range(1, len(parts) + 1))
    return sorted(found)


def _folder(path: str, said: Described) -> dict[str, Any]:
    inside = [each.path for each in said.files if each.path.rpartition("/")[0] + "/" == path]
    below = [each for each in _folders(said) if each.rstrip("/").rpartition("/")[0] + "/" == path]
    return {
        "@id": _address(path),
        "@type": "Dataset",
        "name": path.rstrip("/"),
        "hasPart": [{"@id": _address(each)} for each in (*below, *inside)],
    }


def _file(each: PackedFile) -> dict[str, Any]:
    entity = {
        "@id": _address(each.path),
        "@type": "File",
        "name": each.path.rpartition("/")[2],
        "description": each.about,
        "encodingFormat": each.kind,
        "contentSize": str(each.size),
        "sha256": each.sha256,
    }
    return {name: value for name, value in entity.items() if value}


def _people(said: Described) -> list[dict[str, Any]]:
    found = [_person(each, number) for number, each in enumerate(said.about.creators, 1)]
    places = dict.fromkeys(each.affiliation for each in said.about.creators if each.affiliation)
    found += [{**_organization(name), "@type": "Organization", "name": name} for name in places]
    if said.about.publisher:
        found.append({"@id": "#publisher", "@type": "Organization", "name": said.about.publisher})
    if said.about.contact:
        contact = {
            "@id": "#contact",
            "@type": "ContactPoint",
            "name": said.about.contact,
            "contactType": "questions about the data",
            "email": mail_in(said.about.contact),
        }
        found.append({name: value for name, value in contact.items() if value})
    return found


def _person(creator: Creator, number: int) -> dict[str, Any]:
    person: dict[str, Any] = {
        "@id": _person_id(creator, number),
        "@type": "Person",
        "name": f"{creator.given} {creator.family}" if creator.family else creator.name,
        "givenName": creator.given if creator.family else "",
        "familyName": creator.family,
        "affiliation": _organization(creator.affiliation),
    }
    return {name: value for name, value in person.items() if value}


def _organization(name: str) -> dict[str, str]:
    return {"@id": f"#{quote(name)}"} if name else {}


def _person_id(creator: Creator, number: int) -> str:
    return creator.orcid or f"#creator-{number}"


def _licence_id(licence: str) -> str:
    return (licence_address(licence) if licence else "") or _LICENCE_FILE


def _licence(licence: str) -> list[dict[str, Any]]:
    """Return the licence where it stands elsewhere; else the file in the package tells it."""
    address = licence_address(licence) if licence else ""
    if not address:
        return []
    return [
        {
            "@id": address,
            "@type": "CreativeWork",
            "name": licence_name(licence),
            "identifier": licence,
        }
    ]
