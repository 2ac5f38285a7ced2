"""A package as DataCite describes data: the fields an archive asks for when it gives a DOI."""

from __future__ import annotations

from typing import Any

from gtcoder.exchange.archive.about import (
    UNKNOWN,
    Creator,
    licence_address,
    licence_name,
)
from gtcoder.exchange.archive.described import Described


def datacite(said: Described) -> dict[str, Any]:
    """Return the record in the words of DataCite's schema 4; the DOI is for the archive to give."""
    about = said.about
    record: dict[str, Any] = {
        "types": {
            "resourceTypeGeneral": "Dataset",
            "resourceType": "Coded qualitative interviews",
        },
        "creators": [_creator(each) for each in about.creators],
        "titles": [{"title": about.title}],
        "publisher": {"name": about.publisher or UNKNOWN},
        "publicationYear": said.year,
        "subjects": [{"subject": each} for each in about.subjects],
        "contributors": _contributors(said),
        "dates": [{"date": said.day, "dateType": "Updated"}],
        "version": said.version,
        "formats": sorted({each.kind for each in said.files}),
        "rightsList": _rights(about.licence),
        "descriptions": [{"description": about.description, "descriptionType": "Abstract"}],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    if about.language:
        record["language"] = about.language
    return {name: value for name, value in record.items() if value}


def _creator(creator: Creator) -> dict[str, Any]:
    record: dict[str, Any] = {"name": creator.name, "nameType": "Personal"}
    if creator.family:
        record |= {"givenName": creator.given, "familyName": creator.family}
    if creator.orcid:
        record["nameIdentifiers"] = [
            {
                "nameIdentifier": creator.orcid,
                "nameIdentifierScheme": "ORCID",
                "schemeUri": "https://orcid.org",
            }
        ]
    if creator.affiliation:
        record["affiliation"] = [{"name": creator.affiliation}]
    return record


def _contributors(said: Described) -> list[dict[str, Any]]:
    contact = said.about.contact
    return [{"name": contact, "contributorType": "ContactPerson"}] if contact else []


def _rights(licence: str) -> list[dict[str, str]]:
    if not licence:
        return []
    rights = {
        "rights": licence_name(licence),
        "rightsUri": licence_address(licence),
        "rightsIdentifier": licence,
        "rightsIdentifierScheme": "SPDX",
        "schemeUri": "https://spdx.org/licenses/",
    }
    return [{name: value for name, value in rights.items() if value}]
