"""Where rows come from: a project of another tool, a table of codings, a colleague's copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from gtcoder.errors import UnreadableFile
from gtcoder.exchange.merging.plan import How
from gtcoder.exchange.project_files import ForeignProject, ProjectOptions, read_project
from gtcoder.progress import Progress
from gtcoder.study_rows import Arrival
from gtcoder.ui.exchange.foreign import named, refuse_others
from gtcoder.ui.exchange.leads import not_lead, study_to_compare
from gtcoder.ui.exchange.report import report_of
from gtcoder.ui.exchange.shown import Answers, Asking, Fate, Incoming, Line, Part
from gtcoder.ui.exchange.told import ONE, plan_parts, plan_questions, plan_summary
from gtcoder.ui.session import Session

if TYPE_CHECKING:
    from gtcoder.exchange.merging.plan import MergePlan

_CODER = "coder:"
_BOTH_SAY, _OURS, _FILE = "both_say", "ours", "file"


@dataclass
class ForeignSource:
    """A project of another tool; `coder` is given what the project gives to nobody.

    It is read once, and again only when an answer changes how it is read.
    """

    path: Path
    coder: str
    _read: tuple[ProjectOptions, ForeignProject] | None = None

    @property
    def act(self) -> str:
        """Return what the button says that brings it in."""
        return _tr("Bring it in")

    @property
    def reading(self) -> str:
        """Return what is said while it is read."""
        return _tr("Reading the project")

    @property
    def about(self) -> tuple[str, str]:
        """Return the page of help on it, and its title."""
        return "projects", _tr("About other tools")

    def plan(self, session: Session, answers: Answers, progress: Progress) -> Incoming:
        """Return what would come in; raises GtcoderError where it cannot be read."""
        from gtcoder.exchange.arriving import planned

        try:
            found = self._found(answers, progress)
        except UnreadableFile as error:
            inside = error.parameters.get("several", ())
            if len(inside) < 2:
                raise named(error, self.path) from None
            return self._which(inside)
        with session.bridge.read() as reader:
            ours, revision = study_to_compare(reader), reader.revision
            coders = sorted(str(row["name"]) for row in ours.rows("coder"))
            hindrance = not_lead(reader, session.bridge.coder)
        replacing = answers.get(_BOTH_SAY) == _FILE
        plan = planned(ours, found, self._one_person(found, answers), replacing=replacing)
        if not ours.count("document") and not ours.count("code"):
            plan = replace(plan, coders=tuple(c for c in plan.coders if c.how is not How.CHANGED))
        asked = [*self._whose(found, coders, answers), *plan_questions(plan, said_one(answers)),
                 *_which_words(plan, replacing=replacing)]  # fmt: skip
        held = {table: found.rows.count(table) for table in ("coding", "memo")}
        title = _tr("Bring in “{name}”").format(name=found.title or self.path.stem)
        parts = (held_part(found), *plan_parts(plan, held))
        incoming = Incoming(
            title=title,
            head=f"{found.kind} · {self.path.name}",
            arrival=plan.arrival,
            revision=revision,
            parts=parts,
            asked=tuple(asked),
            warning=" ".join(map(_sentence, plan.notes)),
            summary=plan_summary(plan),
            hindrance=hindrance,
            stem=f"{self.path.stem} import",
            facts={"came": _came(found, plan)},
        )
        return replace(incoming, report=report_of(incoming))

    def _one_person(self, found: ForeignProject, answers: Answers) -> tuple[str, ...]:
        """Return who is one person here and there, such as whom unsigned work is given to.

        In a whole study of our own everything is signed.
        """
        if found.rows.count("project"):
            return said_one(answers)
        said = answers.get("whose", self.coder)
        mine = (said,) if answers.get(f"{_CODER}{said}", ONE) == ONE else ()
        return tuple(dict.fromkeys((*said_one(answers), *mine)))

    def _which(self, inside: Sequence[str]) -> Incoming:
        """Ask which of several projects in one file is meant."""
        sentence = _tr("The file holds {n} projects. Bring in:").format(n=len(inside))
        none = (_tr("Choose one"), "")
        choices = (none, *((name, name) for name in inside))
        return Incoming(
            title=_tr("Bring in “{name}”").format(name=self.path.stem),
            head=self.path.name,
            arrival=Arrival(),
            asked=(Asking("inside", sentence, choices, ""),),
            nothing=_tr("Choose the project first."),
        )

    def _found(self, answers: Answers, progress: Progress) -> ForeignProject:
        said = ProjectOptions(
            coder=answers.get("whose", self.coder),
            inside=answers.get("inside", ""),
        )
        if self._read is None:
            refuse_others(self.path)
        if self._read is None or self._read[0] != said:
            self._read = (said, read_project(self.path, said, progress))
        return self._read[1]

    def _whose(
        self, found: ForeignProject, coders: list[str], answers: Answers
    ) -> Iterator[Asking]:
        """Ask whose work it is that the file gives to nobody, where it may hold such."""
        named = {str(row["name"]) for row in found.rows.rows("coder")}
        said = answers.get("whose", self.coder)
        if said in named and found.rows.count("coding") and not found.rows.count("project"):
            sentence = _tr("Where the file does not tell who coded, the codings are given to:")
            every = list(dict.fromkeys([said, *coders]))
            yield Asking("whose", sentence, tuple((name, name) for name in every), said)


@dataclass
class CopySource:
    """A copy of the study that a colleague worked on, opened for reading only."""

    path: Path

    @property
    def act(self) -> str:
        """Return what the button says that merges it."""
        return _tr("Merge")

    @property
    def reading(self) -> str:
        """Return what is said while it is read."""
        return _tr("Comparing the copies")

    @property
    def about(self) -> tuple[str, str]:
        """Return the page of help on it, and its title."""
        return "merging", _tr("About merging copies")

    def plan(self, session: Session, answers: Answers, progress: Progress) -> Incoming:
        """Return what would come of merging; raises GtcoderError where that cannot be."""
        from gtcoder.ui.exchange.copies import compared

        plan, held, title = compared(session, self.path, said_one(answers), progress)
        with session.bridge.read() as reader:
            hindrance = not_lead(reader, session.bridge.coder)
        base, warning = base_words(plan)
        incoming = Incoming(
            title=_tr("Merge “{name}”").format(name=self.path.name),
            head=" · ".join(part for part in (title, base) if part),
            arrival=plan.arrival,
            revision=plan.revision,
            parts=plan_parts(plan, held),
            asked=tuple(plan_questions(plan, said_one(answers))),
            warning=" ".join(part for part in (warning, *map(_sentence, plan.notes)) if part),
            summary=plan_summary(plan),
            hindrance=hindrance,
            stem=f"{self.path.stem} merge",
            facts={"came": _tr("“{name}” is merged.").format(name=self.path.name)
                   + f" {plan_summary(plan)}"},
        )  # fmt: skip
        return replace(incoming, report=report_of(incoming))


def said_one(answers: Answers) -> tuple[str, ...]:
    """Return the names of coders who were said to be one person."""
    return tuple(
        key.removeprefix(_CODER)
        for key, value in answers.items()
        if key.startswith(_CODER) and value == ONE
    )


def _which_words(plan: MergePlan, *, replacing: bool) -> Iterator[Asking]:
    """Ask whose words hold where the study and the file say different things of one thing."""
    if plan.conflicts or replacing:
        choices = (
            (_tr("This study's words stay"), _OURS),
            (_tr("The file's words come in"), _FILE),
        )
        said = _FILE if replacing else _OURS
        yield Asking(_BOTH_SAY, _tr("Where both say something:"), choices, said)


def held_part(found: ForeignProject) -> Part:
    """Return what a project holds, what of it stays out and why, and how it was read."""
    lines = [Line(_upper(each.what), Fate.OUT, each.why, each.count) for each in found.skipped]
    lines += [Line(_upper(each.what), Fate.COMES, _tr("was read"), each.count)
              for each in found.came]  # fmt: skip
    lines += [Line(_tr("Note"), Fate.NOTE, _upper(str(each))) for each in found.notes]
    return Part("held", _tr("In the file"), tuple(lines), _tr("The project is empty."))


def _sentence(note: str) -> str:
    """Return a note as a sentence among others."""
    return _upper(note) if note.endswith(".") else f"{_upper(note)}."


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def base_words(plan: MergePlan) -> tuple[str, str]:
    """Return which entry both know, and the warning where there is none."""
    base = plan.base
    if base is None:
        words = _tr(
            "The two have no entry in common. They are compared by identity and text, so what "
            "only one of them holds counts as new, and nothing as removed."
        )
        return "", words
    at = base.at.astimezone()
    when = f"{at.day} {at:%B %Y, %H:%M}"
    whose = _tr("of the copy's ledger") if base.theirs else _tr("of this ledger")
    words = _tr("Both know entry {n} {whose} ({when}, {coder})")
    return words.format(n=f"{base.number:,}", whose=whose, when=when, coder=base.coder), ""


def _came(found: ForeignProject, plan: MergePlan) -> str:
    name = found.title or found.kind
    told = _tr("“{name}” came in.").format(name=name)
    out = len(found.skipped)
    if not out:
        return f"{told} {plan_summary(plan)}"
    left = (
        _tr("1 kind of thing stayed out.") if out == 1 else _tr("{n} kinds of things stayed out.")
    )
    return f"{told} {plan_summary(plan)} {left.format(n=out)}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sources", text)
