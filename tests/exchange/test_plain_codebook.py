"""What a plain-text study holds of the codebook's content: rules, examples, kinds of columns."""

from __future__ import annotations

from pathlib import Path

from gtcoder.actions import attributes, codebook, order
from gtcoder.actions.examples import add_example
from gtcoder.actions.play import open_plan
from gtcoder.exchange.plain_study import read_study
from gtcoder.exchange.plain_writer import write_study
from gtcoder.queries.attributes import columns
from gtcoder.queries.codebook import codes
from gtcoder.queries.examples import examples
from gtcoder.queries.passages import codings
from gtcoder.store.location import FileLocation
from gtcoder.store.reader import Reader
from gtcoder.vocabulary import AttributeKind
from tests.studies import new_study


def told(reader: Reader) -> object:
    every = {code.id: code for code in codes(reader)}
    return (
        [(code.path, code.rule, code.when_not, code.example) for code in every.values()],
        [(each.name, each.kind, each.choices, each.group) for each in columns(reader)],
        [(every[key].path, each.text) for key, row in examples(reader).items() for each in row],
    )


def test_rules_examples_order_and_choices_come_back(tmp_path: Path) -> None:
    study = new_study(FileLocation(tmp_path / "a.gtc"))
    anger, joy = study.code("Anger"), study.code("Joy")
    study.apply(anger, 5, 20)
    with study.ann.read() as reader:
        passage = codings(reader)[0].quotation
    act = study.ann.perform
    act(codebook.define_code, code=joy, rule="Always", when_not="Not, in jest", example="“Oh”")
    act(add_example, code=anger, quotation=passage)
    act(order.reorder_codes, codes=[joy], before=anger)
    act(
        attributes.define_attribute, name="who acts", kind=AttributeKind.CHOICE, group="acts",
        choices=["customer (new)", "a = b; c"],
    )  # fmt: skip
    act(attributes.define_attribute, name="age", kind=AttributeKind.NUMBER)
    act(codebook.set_attribute, code=joy, name="who acts", value="a = b; c")
    with study.ann.read() as reader:
        before = told(reader)
        losses = write_study(reader, tmp_path / "out").losses
    study.close()
    assert not [loss for loss in losses if "example" in loss]
    with open_plan(read_study(tmp_path / "out")) as again, again.read() as reader:
        assert told(reader) == before
