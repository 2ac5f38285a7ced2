"""What the verbs of documents, team, theory and the study itself did, in words."""

from __future__ import annotations

from gtcoder.queries.entry_told import Sayings, Told, counted, quoted
from gtcoder.queries.verb_labels import label_of
from gtcoder.vocabulary import CoderRole, SpeakerRole, Stance


def _add_documents(told: Told) -> str:
    names = told.entry.details.get("documents") or []
    variables = told.key("variables") or 0
    if not names:
        return f"Imported {counted(variables, 'variable')}"
    images = told.images.get("document", [])
    alone = told.document(images[0].key if images else None, str(names[0]))
    said = f"Imported {alone if len(names) == 1 else counted(len(names), 'document')}"
    return said + (f" and {counted(variables, 'variable')}" if variables else "")


def _rename_document(told: Told) -> str:
    return f"Renamed {told.detail('document')} to {told.detail('name')}"


def _remove_document(told: Told) -> str:
    return f"Removed {told.detail('document')} with its codings"


def _set_speaker(told: Told) -> str:
    image = told.image("speaker")
    row = told.known.row("speaker", image.key if image else None)
    label = quoted(row.get("label") or told.detail("speaker"))
    where = f" in {told.document(row.get('document_id'))}" if row else ""
    role = told.detail("role") or str(row.get("role", ""))
    person = told.participant()
    if person and role == SpeakerRole.PARTICIPANT:
        return f"Named {person} as the speaker {label}{where}"
    return f"Set the speaker {label}{where} to {role}"


def _set_participant(told: Told) -> str:
    image = told.image("document")
    document = told.document(image.key if image else None, told.detail("document"))
    person = told.participant()
    if person:
        return f"Named {person} as the participant of {document}"
    return f"Took the participant off {document}"


def _rename_participant(told: Told) -> str:
    image = told.image("participant")
    old, new = (image.before or {}, image.after or {}) if image else ({}, {})
    return f"Renamed participant {old.get('name', '')} to {new.get('name', '')}"


def _set_variable(told: Told) -> str:
    image = told.image("variable_value")
    of = f"{told.detail('variable')} of {told.detail('owner')}"
    if image is None or image.after is None:
        return f"Cleared {of}"
    return f"Set {of} to {quoted(image.after.get('value', ''))}"


def _create_study(told: Told) -> str:
    return "Began the study"


def _set_title(told: Told) -> str:
    image = told.image("project")
    title = (image.after or {}).get("title") if image else None
    return f"Gave the study the title {quoted(title)}" if title else "Changed the study's title"


def _setting(told: Told) -> str:
    name, value = told.detail("setting"), told.key("value")
    if name == "codebook_locked":
        return "Locked the codebook to leads" if value else "Unlocked the codebook"
    if name == "pseudonyms":
        return "Let exports be with pseudonyms only" if value else "Let exports have the names"
    if name == "backups":
        return f"Set backups to be kept for {counted(value or 0, 'day')}"
    return f"Set {quoted(name)} to {value}"


def _label(told: Told) -> str:
    return f"Labelled the study {quoted(told.detail('label'))}"


def _keep_result(told: Told) -> str:
    return f"Kept the result {quoted(told.detail('result'))}"


def _save_import_profile(told: Told) -> str:
    return f"Saved the import profile {quoted(told.detail('profile'))}"


def _remove_import_profile(told: Told) -> str:
    return f"Removed the import profile {quoted(told.detail('profile'))}"


_KINDS = {"document": "document", "code": "code", "coding": "coding", "memo": "memo"}


def _take_in(told: Told) -> str:
    came = told.entry.details.get("came") or {}
    counts = [counted(came[table], word) for table, word in _KINDS.items() if came.get(table)]
    if told.detail("copy"):
        changed = sum((told.entry.details.get("changed") or {}).values())
        gone = sum((told.entry.details.get("gone") or {}).values())
        counts += [f"{counted(number, 'row')} {how}"
                   for number, how in ((changed, "changed"), (gone, "gone")) if number]  # fmt: skip
        conflicts = len(told.entry.details.get("conflicts") or ())
        counts += [counted(conflicts, "conflict")] if conflicts else []
    more = f": {', '.join(counts)}" if counts else ""
    if told.detail("copy"):
        return f"Merged the copy {quoted(told.detail('copy'))}{more}"
    return f"Brought in {told.detail('source') or 'another study'}{more}"


def _coder(told: Told) -> str:
    image = told.image("coder")
    return told.known.names.coders.get(image.key if image else 0) or told.detail("coder")


def _add_coder(told: Told) -> str:
    return f"Added {_coder(told)} as {told.detail('role') or CoderRole.CODER}"


def _join(told: Told) -> str:
    return f"Joined the study as {_coder(told)}"


def _set_role(told: Told) -> str:
    return f"Made {_coder(told)} a {told.detail('role')}"


def _round(told: Told) -> str:
    image = told.image("round")
    name = told.known.names.rounds.get(image.key if image else 0) or told.detail("round")
    return quoted(name)


def _open_round(told: Told) -> str:
    kind = told.detail("kind")
    return f"Opened the round {_round(told)}" + (f" ({kind})" if kind else "")


def _bring_round(told: Told) -> str:
    return f"Brought in the round {_round(told)}"


def _close_round(told: Told) -> str:
    return f"Closed the round {_round(told)}"


def _unblind(told: Told) -> str:
    return f"Unblinded the round {_round(told)}"


def _assignment(told: Told) -> tuple[str, str, str]:
    image = told.image("assignment")
    row = told.known.row("assignment", image.key if image else None)
    known = told.known.names
    return (
        told.document(row.get("document_id"), told.detail("document")),
        known.coders.get(row.get("coder_id", 0)) or told.detail("coder"),
        quoted(known.rounds.get(row.get("round_id", 0)) or told.detail("round")),
    )


def _unassign(told: Told) -> str:
    return "Took {} back from {} in {}".format(*_assignment(told))


def _draw_sample(told: Told) -> str:
    drawn = "Drew {documents} by lot for {coders} in {name} (seed {seed})"
    image = told.image("round")
    known = told.known.names.rounds
    name = known.get(image.key if image else 0) or told.detail("round")
    documents, coders = told.detail("documents"), told.detail("coders")
    return drawn.format(
        documents=f"{documents} document{'' if documents == '1' else 's'}",
        coders=f"{coders} coder{'' if coders == '1' else 's'}",
        name=quoted(name),
        seed=told.detail("seed"),
    )


def _assign(told: Told) -> str:
    return "Assigned {} to {} in {}".format(*_assignment(told))


def _finish(told: Told) -> str:
    return "Finished {0} in {2}".format(*_assignment(told))


def _reopen(told: Told) -> str:
    return "Took up {0} again in {2}".format(*_assignment(told))


def _write_memo(told: Told) -> str:
    image = told.image("memo")
    kind = (image.known.get("kind") if image else None) or told.detail("kind")
    return f"Wrote the {f'{kind} memo' if kind else 'memo'} {told.memo()}"


def _write_storyline(told: Told) -> str:
    return f"Wrote the storyline {told.memo()}"


def _remove_memo(told: Told) -> str:
    return f"Removed the memo {told.memo()}"


def _relate(told: Told) -> str:
    image = told.image("relation")
    return f"Related {told.relation(image.key if image else None)}"


def _unrelate(told: Told) -> str:
    return f"Removed the relation {told.relation(told.key('relation'))}"


def _evidence(told: Told) -> tuple[str, str, str]:
    image = told.image("evidence")
    key = image.key if image else told.key("evidence")
    row = told.known.row("evidence", key)
    quotation = row.get("quotation_id", told.key("quotation"))
    relation = row.get("relation_id", told.key("relation"))
    return told.place(quotation), told.relation(relation), told.detail("stance")


def _add_evidence(told: Told) -> str:
    place, relation, stance = _evidence(told)
    words = {Stance.AGAINST: "against", Stance.NEGATIVE_CASE: "as the negative case of"}
    how = next((said for each, said in words.items() if stance == each), "for")
    return f"Gave {place} as evidence {how} {relation}"


def _remove_evidence(told: Told) -> str:
    place, relation, _ = _evidence(told)
    return f"Took {place} out of the evidence on {relation}"


def _placed(told: Told) -> str:
    image = told.image("paradigm_placement")
    key = image.known.get("category_id") if image else None
    return told.code(key if key is not None else told.key("category"), told.detail("category"))


def _place(told: Told) -> str:
    return f"Placed {_placed(told)} as {told.detail('role')} in {quoted(told.detail('paradigm'))}"


def _unplace(told: Told) -> str:
    return f"Took {_placed(told)} out of the paradigm"


def _revert(told: Told) -> str:
    """A revert of a revert does the first entry again."""
    wanted, again = told.entry.reverts, False
    while wanted is not None:
        action, deeper = told.known.taken_back.get(wanted, ("", None))
        if deeper is None:
            said = "Did entry {} again" if again else "Undid entry {}"
            return said.format(wanted) + (f": {label_of(action)}" if action else "")
        wanted, again = deeper, not again
    return "Undid an entry"


SAID: Sayings = {
    "study.create": _create_study,
    "study.set_title": _set_title,
    "study.set": _setting,
    "study.save_import_profile": _save_import_profile,
    "study.remove_import_profile": _remove_import_profile,
    "study.label": _label,
    "study.keep_result": _keep_result,
    "study.take_in": _take_in,
    "team.join": _join,
    "team.add_coder": _add_coder,
    "team.set_role": _set_role,
    "team.open_round": _open_round,
    "team.bring_round": _bring_round,
    "team.close_round": _close_round,
    "team.unblind": _unblind,
    "team.assign": _assign,
    "team.unassign": _unassign,
    "team.draw_sample": _draw_sample,
    "team.finish": _finish,
    "team.reopen": _reopen,
    "transcripts.add": _add_documents,
    "transcripts.rename": _rename_document,
    "transcripts.remove": _remove_document,
    "transcripts.set_speaker": _set_speaker,
    "transcripts.set_participant": _set_participant,
    "transcripts.rename_participant": _rename_participant,
    "transcripts.set_variable": _set_variable,
    "storyline.write": _write_storyline,
    "theory.write_memo": _write_memo,
    "theory.remove_memo": _remove_memo,
    "theory.relate": _relate,
    "theory.unrelate": _unrelate,
    "theory.add_evidence": _add_evidence,
    "theory.remove_evidence": _remove_evidence,
    "theory.place": _place,
    "theory.unplace": _unplace,
    "history.revert": _revert,
}
