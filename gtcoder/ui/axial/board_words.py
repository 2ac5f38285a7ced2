"""The words of the board: names of roles, counts with their sample, what a screen reader says."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gtcoder.ui.axial.board_state import Chosen, Scene
from gtcoder.ui.axial.relation_words import strength_name
from gtcoder.ui.axial.rows import Category, Theory
from gtcoder.vocabulary import CodeId, ParadigmRole, RelationId


def tr(text: str) -> str:
    """Translate a literal of the board."""
    return QCoreApplication.translate("Board", text)


def role_name(role: ParadigmRole) -> str:
    """Return a role's name as a heading."""
    return {
        ParadigmRole.CONTEXT: tr("Context"),
        ParadigmRole.CAUSAL_CONDITION: tr("Causal conditions"),
        ParadigmRole.PHENOMENON: tr("Phenomenon"),
        ParadigmRole.STRATEGY: tr("Strategies"),
        ParadigmRole.CONSEQUENCE: tr("Consequences"),
        ParadigmRole.INTERVENING_CONDITION: tr("Intervening conditions"),
    }[role]


def role_hint(role: ParadigmRole) -> str:
    """Return in one line what belongs into a role."""
    return {
        ParadigmRole.CONTEXT: tr("Where and when it happens; what it is set in"),
        ParadigmRole.CAUSAL_CONDITION: tr("What gives rise to it"),
        ParadigmRole.PHENOMENON: tr("What it is all about: one category"),
        ParadigmRole.STRATEGY: tr("What people do about it"),
        ParadigmRole.CONSEQUENCE: tr("What comes of it"),
        ParadigmRole.INTERVENING_CONDITION: tr("What helps or hinders what people do"),
    }[role]


def passages(count: int) -> str:
    """Return a count of passages with its noun."""
    return (tr("{n} passage") if count == 1 else tr("{n} passages")).format(n=f"{count:,}")


def counted(category: Category, total: int) -> str:
    """Return “12 passages · 9 of 12”."""
    whom = tr(" · {people} of {total}").format(people=category.participants, total=total)
    return passages(category.passages) + (whom if total else "")


def counted_shortly(category: Category, total: int) -> str:
    """Return “12 · 9 of 12”."""
    words = tr("{n} · {people} of {total}")
    return words.format(n=f"{category.passages:,}", people=category.participants, total=total)


def of_people(count: int, total: int) -> str:
    """Return “9 of 12 participants”."""
    return tr("{people} of {total} participants").format(people=count, total=total)


def counted_with_noun(theory: Theory, category: Category) -> str:
    """Return “12 passages · 9 of 12 participants”; of an open code only its passages are known."""
    if not theory.people or category.id not in theory.categories:
        return passages(category.passages)
    return f"{passages(category.passages)} · {of_people(category.participants, theory.people)}"


def evidence(supporting: int, against: int) -> str:
    """Return “14 passages for it, 2 against”."""
    words = tr("{for_it} for it, {against} against")
    return words.format(for_it=passages(supporting), against=against)


def card_sentence(scene: Scene, card: CodeId) -> str:
    """Return a card in words: name, role, counts and its relations."""
    category, role = scene.theory.categories[card], scene.role_of(card)
    parts = [category.code.name]
    if role is not None:
        parts.append(role_name(role))
    parts.append(counted(category, scene.theory.people))
    links = [link_sentence(scene, link.id) for link in scene.links_at(card)]
    if not links:
        parts.append(tr("no relations"))
    return "; ".join([", ".join(parts), *links])


def link_sentence(scene: Scene, key: RelationId) -> str:
    """Return a relation in words, with its evidence."""
    link = scene.theory.links[key]
    said = [evidence(link.supporting, link.against), strength_name(link.strength)]
    return f"{scene.theory.sentence(link)} ({', '.join(each for each in said if each)})"


def described(scene: Scene, chosen: Chosen, target: ParadigmRole | None) -> str:
    """Return where the keyboard is on the board."""
    if chosen.link is not None:
        return link_sentence(scene, chosen.link)
    if chosen.card is None:
        return tr("{n} categories placed, {m} relations").format(
            n=len(scene.board.cards), m=len(scene.board.lines)
        )
    words = card_sentence(scene, chosen.card)
    if target is not None:
        words = tr("{card}, lifted, over {role}").format(card=words, role=role_name(target))
    if chosen.second is not None:
        other = scene.theory.categories[chosen.second].code.name
        words = tr("{card}; also chosen: {other}").format(card=words, other=other)
    return words


def tip(scene: Scene, card: CodeId | None, link: RelationId | None) -> str:
    """Return what a tooltip says over a card or a line."""
    if card is not None:
        category = scene.theory.categories[card]
        keys = tr("Space lifts it, R relates two chosen cards, Del takes it off the board")
        lines = [category.code.written, category.code.definition, keys]
        return "\n".join(line for line in lines if line)
    return link_sentence(scene, link) if link is not None else ""


def codes(count: int) -> str:
    """Return a count of codes with its noun."""
    return (tr("{n} code") if count == 1 else tr("{n} codes")).format(n=f"{count:,}")


def relations(count: int) -> str:
    """Return a count of relations with its noun."""
    return (tr("{n} relation") if count == 1 else tr("{n} relations")).format(n=f"{count:,}")


def categories(count: int) -> str:
    """Return a count of categories with its noun."""
    return (tr("{n} category") if count == 1 else tr("{n} categories")).format(n=f"{count:,}")
