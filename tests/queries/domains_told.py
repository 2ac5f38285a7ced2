"""What is done to domains, beside the sentences that must tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gtcoder.actions import codebook, domains

if TYPE_CHECKING:
    from tests.queries.test_sentences import Story


def tell_of_domains(story: Story) -> None:
    """Declare a category a domain, and end that."""
    do = story.do
    code = do("Made the code “Weather”", codebook.create_code, name="Weather")
    said = "Declared “Weather” a domain, whose codes exclude one another"
    do(said, domains.declare_domain, code=code)
    said = "Let the codes below “Weather” lie on the same text again"
    do(said, domains.undeclare_domain, code=code)
