"""Propose who the speakers of a document are: interviewer, participant or somebody else.

By default a document has one participant, known by the document's name. Where several people
answer, each is a participant: named by the label if that names a person ("Maria", "P07"), by
document and label if it only says a place in the conversation ("Speaker 2", "P1" of P1 to P6),
so that the first speaker of two focus groups stays two people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gtcoder.batch import FileNote, SpeakerDraft, TurnDraft
from gtcoder.exchange.formats import ImportOptions
from gtcoder.exchange.speaker_words import may_ask, reduced, role_of
from gtcoder.vocabulary import SpeakerRole

_QUESTION_ENDS = tuple("?؟？;՞፧")  # noqa: RUF001
_CLOSING = " \t\n\"'”’»)]*_"
_ASKS_SHARE = 0.4
_ASKS_MORE = 2.0
_NUMBERED = re.compile(r"(.*?)(?<!\d)((?>\d+))$")


@dataclass(frozen=True, slots=True)
class Speakers:
    """The speakers of a document in order of first speech, and what was assumed about them."""

    speakers: tuple[SpeakerDraft, ...] = ()
    notes: tuple[FileNote, ...] = ()


def propose_speakers(
    text: str, turns: Sequence[TurnDraft], *, document: str, options: ImportOptions
) -> Speakers:
    """Return the speakers of the turns with role and participant."""
    labels = list(dict.fromkeys(turn.speaker for turn in turns if turn.speaker is not None))
    if not labels:
        return Speakers()
    roles = _said_or_worded(labels, options)
    asking = [label for label in labels if roles[label] is SpeakerRole.INTERVIEWER]
    notes: list[FileNote] = []
    if not asking or len(asking) == len(labels):
        tied = {label.casefold() for label in options.who}
        eligible = [label for label in labels if may_ask(label) and label.casefold() not in tied]
        roles, notes = _beside_one_who_answers(roles, eligible) or _by_questions(
            text, turns, roles, eligible
        )
    names = _participants(roles, document, options)
    notes += _unused(names, options)
    speakers = tuple(SpeakerDraft(label, roles[label], names.get(label)) for label in labels)
    return Speakers(speakers, tuple(notes))


def _said_or_worded(labels: Sequence[str], options: ImportOptions) -> dict[str, SpeakerRole]:
    """Return the roles the coder said, or else those the labels say by themselves."""
    said = {label.casefold() for label in options.interviewers}
    tied = {label.casefold() for label in options.who}
    heed_words = said.isdisjoint(label.casefold() for label in labels)
    roles = {}
    for label in labels:
        role = role_of(label) or SpeakerRole.PARTICIPANT
        if label.casefold() in said:
            role = SpeakerRole.INTERVIEWER
        elif label.casefold() in tied or (role is SpeakerRole.INTERVIEWER and not heed_words):
            role = SpeakerRole.PARTICIPANT
        roles[label] = role
    return roles


def _beside_one_who_answers(
    roles: Mapping[str, SpeakerRole], eligible: Sequence[str]
) -> tuple[dict[str, SpeakerRole], list[FileNote]] | None:
    """Take a name beside the one label that says “participant” as the interviewer's."""
    answering = [label for label in roles if not may_ask(label)]
    if len(roles) != 2 or len(answering) != 1 or len(eligible) != 1:
        return None
    if role_of(answering[0]) is not SpeakerRole.PARTICIPANT or role_of(eligible[0]) is not None:
        return None
    message = f"“{eligible[0]}” was taken as the interviewer, since the other is “{answering[0]}”"
    return {**roles, eligible[0]: SpeakerRole.INTERVIEWER}, [FileNote(message)]


def _by_questions(
    text: str,
    turns: Sequence[TurnDraft],
    roles: Mapping[str, SpeakerRole],
    eligible: Sequence[str],
) -> tuple[dict[str, SpeakerRole], list[FileNote]]:
    """Take the one as interviewer whose turns end in a question far more often than others'."""
    total = Counter(turn.speaker for turn in turns)
    asked = Counter(turn.speaker for turn in turns if _is_question(text[turn.body : turn.end]))
    shares = {label: asked[label] / total[label] for label in roles}
    first = max(eligible, key=shares.__getitem__, default=None)
    second = max((label for label in roles if label != first), key=shares.__getitem__, default=None)
    named = any(role is SpeakerRole.INTERVIEWER for role in roles.values())
    if first is None or second is None or not (named or _asks(shares[first], shares[second])):
        names = ", ".join(f"“{label}”" for label in roles)
        return dict(roles), [FileNote(f"no interviewer was recognised among {names}")]
    others = SpeakerRole.INTERVIEWER, SpeakerRole.PARTICIPANT
    found = {
        label: SpeakerRole.PARTICIPANT if role in others else role for label, role in roles.items()
    }
    message = (
        f"“{first}” was taken as the interviewer: {shares[first]:.0%} of the turns end in a "
        f"question, next “{second}” with {shares[second]:.0%}"
    )
    return found | {first: SpeakerRole.INTERVIEWER}, [FileNote(message)]


def _asks(share: float, next_share: float) -> bool:
    return share >= _ASKS_SHARE and share >= _ASKS_MORE * next_share


def _is_question(speech: str) -> bool:
    return speech.rstrip(_CLOSING).endswith(_QUESTION_ENDS)


def _participants(
    roles: Mapping[str, SpeakerRole], document: str, options: ImportOptions
) -> dict[str, str]:
    """Return the participant of each speaker who answers."""
    answering = [label for label, role in roles.items() if role is SpeakerRole.PARTICIPANT]
    if len(answering) == 1:
        default = {answering[0]: options.participant or document}
    else:
        places = _places(roles)
        default = {
            label: f"{document} {label}" if label in places else label for label in answering
        }
    who = {label.casefold(): name for label, name in options.who.items()}
    return {label: who.get(label.casefold(), name) for label, name in default.items()}


def _unused(names: Mapping[str, str], options: ImportOptions) -> list[FileNote]:
    given = options.participant
    if given is None or not names or given in names.values():
        return []
    message = (
        f"“{given}” was not tied to a speaker: {len(names)} speakers answer in this document, "
        "and each became a participant"
    )
    return [FileNote(message)]


def _places(labels: Iterable[str]) -> set[str]:
    """Return the labels that say a place in the conversation and not who somebody is.

    These are words of a role, single letters, and ids whose numbers begin at 1 in this document.
    """
    numbered = {label: _NUMBERED.match(label) for label in labels}
    found_all = [found for found in numbered.values() if found is not None]
    from_one = {found[1].casefold() for found in found_all if found[2].lstrip("0") == "1"}
    return {
        label
        for label, found in numbered.items()
        if (found is not None and found[1].casefold() in from_one)
        or (len(reduced(label)) > 1 and role_of(label) is not None)
        or len(label) == 1
    }
