"""Columns that a researcher gives to codes: defined, renamed, moved, removed, and held to 0/1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gtcoder.actions import attributes, codebook, many, project
from gtcoder.errors import InvalidInput, NotFound, ReasonNeeded
from gtcoder.queries.attributes import code_table, columns
from gtcoder.store.verify import verify
from gtcoder.vocabulary import AttributeKind
from tests.databases import ON_BOTH
from tests.studies import Study

GROUP = "Active stakeholder"


def names(study: Study) -> list[str]:
    with study.ann.read() as reader:
        return [column.name for column in columns(reader)]


def there_and_back(study: Study, act: Callable[[], Any]) -> None:
    before = verify(study.ann).digest
    act()
    after = verify(study.ann)
    assert after.ok
    assert after.digest != before
    study.ann.undo()
    assert verify(study.ann).digest == before
    study.ann.redo()
    assert verify(study.ann).digest == after.digest


def define(study: Study, name: str, **more: Any) -> None:
    study.ann.perform(attributes.define_attribute, name=name, **more)


@ON_BOTH
def test_columns_are_defined_in_groups_and_in_order(study: Study) -> None:
    there_and_back(study, lambda: define(study, "item", group=" ", kind=AttributeKind.TEXT))
    for who in ("customer", "company"):
        define(study, f"active stakeholder: {who}", group=GROUP, kind=AttributeKind.YES_NO)
    with study.ann.read() as reader:
        item, customer, company = columns(reader)
    assert (item.label, item.group, item.kind) == ("item", "", AttributeKind.TEXT)
    assert (customer.label, customer.group, customer.kind) == ("customer", GROUP, "0/1")
    assert company.label == "company"
    there_and_back(study, lambda: define(study, "active stakeholder: company", position=1))
    assert names(study)[0] == "active stakeholder: company"
    define(study, "active stakeholder: company", position=9)
    assert names(study)[2] == "active stakeholder: company"
    with study.ann.read() as reader:  # what was not given stayed
        assert columns(reader)[2].kind is AttributeKind.YES_NO
    with pytest.raises(InvalidInput):
        define(study, "item", position=0)


def test_a_column_of_a_first_value_comes_last(study: Study) -> None:
    code = study.code("One")
    define(study, "b")
    study.ann.perform(codebook.set_attribute, code=code, name="a", value="x")
    study.ann.perform(many.set_attributes, values=[(code, "0", "x"), (code, "b", "y")])
    assert names(study) == ["b", "a", "0"]


def test_a_column_of_0_and_1_takes_nothing_else(study: Study) -> None:
    code = study.code("One")
    define(study, "acts", kind=AttributeKind.YES_NO)
    study.ann.perform(codebook.set_attribute, code=code, name="acts", value="1")
    before = verify(study.ann).digest
    with pytest.raises(InvalidInput, match="“yes” is neither"):
        study.ann.perform(codebook.set_attribute, code=code, name="acts", value="yes")
    with pytest.raises(InvalidInput):
        study.ann.perform(many.set_attributes, values=[(code, "other", "x"), (code, "acts", "2")])
    assert verify(study.ann).digest == before
    study.ann.perform(codebook.set_attribute, code=code, name="acts", value="")
    study.ann.perform(codebook.set_attribute, code=code, name="says", value="often")
    with pytest.raises(InvalidInput, match="says “often” of “One”"):
        define(study, "says", kind=AttributeKind.YES_NO)


@ON_BOTH
def test_a_column_is_renamed_with_its_values(study: Study) -> None:
    code = study.code("One")
    study.ann.perform(codebook.set_attribute, code=code, name="acts", value="1")
    define(study, "taken")
    there_and_back(
        study,
        lambda: study.ann.perform(
            attributes.rename_attribute, attribute="acts", name=" active  party "
        ),
    )
    with study.ann.read() as reader:
        assert code_table(reader).value(code, "active party") == "1"
    with pytest.raises(InvalidInput, match="already"):
        study.ann.perform(attributes.rename_attribute, attribute="active party", name="taken")
    with pytest.raises(NotFound, match="active party; taken"):
        study.ann.perform(attributes.rename_attribute, attribute="acts", name="x")


def test_a_column_goes_with_its_values_and_a_reason(study: Study) -> None:
    code = study.code("One")
    study.ann.perform(codebook.set_attribute, code=code, name="acts", value="1")
    with pytest.raises(ReasonNeeded):
        study.ann.perform(attributes.remove_attribute, attribute="acts")
    there_and_back(
        study,
        lambda: study.ann.perform(attributes.remove_attribute, attribute="acts", reason="not used"),
    )
    with study.ann.read() as reader:
        assert columns(reader) == ()
        assert code_table(reader).values == {}


def test_the_table_of_codes_is_known_as_of_an_entry(study: Study) -> None:
    code = study.code("One")
    define(study, "a: acts", group="A", kind=AttributeKind.YES_NO)
    study.ann.perform(codebook.set_attribute, code=code, name="a: acts", value="1")
    study.ann.perform(project.set_label, name="then")
    with study.ann.read() as reader:
        revision, then = reader.revision, code_table(reader)
    study.ann.perform(codebook.set_attribute, code=code, name="a: acts", value="0")
    study.ann.perform(attributes.rename_attribute, attribute="a: acts", name="later")
    define(study, "first", position=1)
    with study.ann.read() as reader:
        assert code_table(reader, revision) == then
        assert code_table(reader) != then
    assert then.columns[0].label == "acts"
