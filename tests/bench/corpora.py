"""The reference corpora as studies, built through the program's own doors."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from gtcoder.actions import codebook, team, transcripts
from gtcoder.actions.many import CodingColumns, apply_many
from gtcoder.batch import DocumentDraft, ImportBatch, SourceFile
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import create_study, open_study
from gtcoder.store.project import OpenProject

TOP = Path(__file__).resolve().parents[2]


def shared_folder() -> Path:
    """Return where the reference material lies."""
    return Path(os.environ.get("GTCODER_SHARED") or TOP.parent / "shared")


@cache
def corpus(size: str) -> Any:
    """Return corpus S, M, L or H of the shared generator; made once, then kept."""
    default = Path(tempfile.gettempdir()) / "gtcoder-corpora"
    os.environ.setdefault("GT_DATA", str(default))
    path = shared_folder() / "bench" / "gen.py"
    spec = importlib.util.spec_from_file_location("gen", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["gen"] = module
    spec.loader.exec_module(module)
    return module.corpus(size)


def study_without_codings(path: Path, made: Any) -> tuple[OpenProject, CodingColumns]:
    """Make a study of the corpus's texts, codes and coders; return it and the codings to load."""
    location = FileLocation(path)
    create_study(location, coder=made.coders[0], title="Reference corpus")
    project = open_study(location, made.coders[0])
    coders = [project.coder or 0]
    coders += [project.perform(team.add_coder, name=name) for name in made.coders[1:]]
    batch = ImportBatch(documents=tuple(_draft(name, text) for name, text in made.docs))
    stored = project.perform(transcripts.add_documents, batch=batch)
    documents = [key for _, key in stored.documents]
    codes = {
        code["cid"]: project.perform(codebook.create_code, name=code["name"]) for code in made.codes
    }
    rows = made.codings
    columns = CodingColumns(
        [documents[row[0]] for row in rows],
        [row[3] for row in rows],
        [row[4] for row in rows],
        [codes[row[2]] for row in rows],
        [coders[row[1]] for row in rows],
        [1] * len(rows),
    )
    return project, columns


def load(project: OpenProject, columns: CodingColumns) -> int:
    """Store the codings as one entry."""
    return project.perform(apply_many, codings=columns)


def _draft(name: str, text: str) -> DocumentDraft:
    sha = hashlib.sha256(text.encode()).hexdigest()
    source = SourceFile(name, "txt", "utf-8", sha)
    return DocumentDraft(name.removesuffix(".txt"), text, sha, source)
