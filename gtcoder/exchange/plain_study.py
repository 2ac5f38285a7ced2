"""Read a study that is a folder of plain text files, and plan how to build it.

Transcripts, tables and memos are for people to read and edit; passages are given by their words
and which occurrence, never by offsets. Nothing is built here: every fault is named with file and
row before the first step is taken.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from gtcoder.exchange.plain_adjudication import read_adjudication
from gtcoder.exchange.plain_examples import read_examples
from gtcoder.exchange.plain_instruments import read_instruments
from gtcoder.exchange.plain_kept_apart import read_kept_apart
from gtcoder.exchange.plain_memos import read_memos
from gtcoder.exchange.plain_models import read_models
from gtcoder.exchange.plain_project import is_plain_study, read_project
from gtcoder.exchange.plain_properties import read_properties
from gtcoder.exchange.plain_relations import read_relations
from gtcoder.exchange.plain_rounds import read_assignments, read_rounds, with_proposals
from gtcoder.exchange.plain_selective import read_selective
from gtcoder.exchange.plain_steps import read_steps
from gtcoder.exchange.plain_texts import read_texts
from gtcoder.exchange.plain_theory import read_paradigm
from gtcoder.exchange.plain_waivers import read_waivers
from gtcoder.plan import StudyPlan
from gtcoder.progress import Progress, Silent

__all__ = ["is_plain_study", "read_study"]


def read_study(folder: Path, progress: Progress | None = None) -> StudyPlan:
    """Return the plan of a plain-text study; raises UnreadableFile with file and row."""
    project = read_project(folder)
    texts = read_rounds(folder, read_texts(folder, project, progress or Silent()))
    done = read_steps(folder, project, texts)
    shown, on_examples = read_examples(folder, project, texts, done)
    related = read_relations(folder, project, texts, done)
    apart, on_apart = read_kept_apart(folder, project, done.paths)
    properties, placed, on_properties = read_properties(folder, project, texts, done)
    placements, on_paradigm = read_paradigm(folder, done.paths)
    models, on_models = read_models(folder, project, texts, done.paths)
    bench, sampling, on_selective = read_selective(folder, project, texts, done.paths)
    memos, on_memos = read_memos(folder, project, texts, done.paths)
    passing, on_waivers = read_waivers(folder, project, done.paths)
    judged, on_instruments = read_instruments(folder, project)
    assignments, on_assignments = read_assignments(folder, project, texts)
    talked, on_decisions = read_adjudication(folder, project, texts, done, assignments)
    notes = texts.notes, done.notes, related.notes, on_properties, on_paradigm, on_models
    more = on_selective, on_waivers, on_instruments, on_assignments, on_decisions, on_memos
    return StudyPlan(
        title=project.title,
        about=project.about,
        coders=project.coders,
        transcripts=texts.batch,
        steps=tuple(with_proposals(done.steps, project, texts)),
        examples=shown,
        relation_types=related.types,
        relations=related.relations,
        refused=related.refused,
        kept_apart=apart,
        properties=properties,
        placed=placed,
        placements=placements,
        models=models,
        bench=bench,
        sampling=sampling,
        waivers=passing,
        instruments=judged,
        memos=tuple(memos),
        rounds=texts.rounds,
        assignments=assignments,
        adjudication=talked,
        notes=tuple(chain(*notes, on_examples, on_apart, *more)),
    )
