"""The sample study's agreement, counted again from its files with sets of characters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gtcoder.analysis.records import AgreementRecord, Over
from gtcoder.analysis.study import AgreementOptions, Per
from gtcoder.progress import Silent
from gtcoder.reports import REPORTS, Report, options_from
from gtcoder.reports.agreement_confusion import ConfusionOptions, confusion_passages
from gtcoder.reports.coded_codes import CodesAs
from gtcoder.reports.quality import StudyAgreementOptions, agreement
from gtcoder.store.location import FileLocation
from gtcoder.store.opening import open_study
from gtcoder.store.project import OpenProject
from gtcoder.store.reader import Reader
from tests.sample.replay import Coding, coders, played, texts

Characters = set[tuple[str, int]]


@pytest.fixture(scope="module")
def built(built_sample: Path) -> Iterator[OpenProject]:
    with open_study(FileLocation(built_sample), None, read_only=True) as project:
        yield project


@pytest.fixture
def reader(built: OpenProject) -> Iterator[Reader]:
    with built.read() as reader:
        yield reader


def coded(name_of: dict[str, list[Coding]]) -> dict[str, tuple[Characters, Characters]]:
    """Return for each name the characters that the first and the second coder gave it."""
    first, second = coders()[:2]
    return {name: (_of(codings, first), _of(codings, second)) for name, codings in name_of.items()}


def _of(codings: list[Coding], coder: str) -> Characters:
    return {
        (coding.document, at)
        for coding in codings
        if coding.coder == coder
        for at in range(coding.start, coding.end)
    }


def by_name(*, roots: bool = False, then: bool = False) -> dict[str, list[Coding]]:
    found: dict[str, list[Coding]] = {}
    for coding in played().codings:
        code = coding.code if then else coding.code.today
        name = code.path.partition(" > ")[0] if roots else code.path
        found.setdefault(name, []).append(coding)
    return found


def kappa(both: int, first: int, second: int, n: int) -> float:
    observed = (n - first - second + 2 * both) / n
    chance = (first * second + (n - first) * (n - second)) / n**2
    return (observed - chance) / (1 - chance)


def counted(pairs: dict[str, tuple[Characters, Characters]]) -> dict[str, tuple[int, int, int]]:
    return {name: (len(a & b), len(a), len(b)) for name, (a, b) in pairs.items()}


def asked(reader: Reader, options: StudyAgreementOptions) -> dict[str, AgreementRecord]:
    records = agreement(reader, options).results.records
    return {record.code or record.over.value: record for record in records}


def length() -> int:
    return sum(map(len, texts().values()))


def test_kappa_of_every_code_and_pooled(reader: Reader) -> None:
    expected = counted(coded(by_name()))
    options = AgreementOptions(coefficients=("cohen_kappa",), per=Per.CODE, bootstrap=0)
    found = asked(reader, StudyAgreementOptions(options))
    assert set(found) == {*expected, "pooled", "mean"}
    for name, (both, a, b) in expected.items():
        assert found[name].value == pytest.approx(kappa(both, a, b, length()), abs=1e-12)
    both, a, b = (sum(column) for column in zip(*expected.values(), strict=True))
    pooled = kappa(both, a, b, length() * len(expected))
    assert found["pooled"].value == pytest.approx(pooled, abs=1e-12)
    assert found["pooled"].units == length() * len(expected)


def test_codes_as_they_were_applied_then(reader: Reader) -> None:
    expected = counted(coded(by_name(then=True)))
    options = AgreementOptions(coefficients=("cohen_kappa",), bootstrap=0)
    found = agreement(reader, StudyAgreementOptions(options, codes_as=CodesAs.ORIGIN))
    both, a, b = (sum(column) for column in zip(*expected.values(), strict=True))
    [pooled] = [row for row in found.results.records if row.over is Over.POOLED]
    assert pooled.value == pytest.approx(kappa(both, a, b, length() * len(expected)), abs=1e-12)
    assert "before merges and splits" in " ".join(found.sentences)


def test_a_category_counts_each_text_once(reader: Reader) -> None:
    options = AgreementOptions(coefficients=("cohen_kappa",), per=Per.CATEGORY, bootstrap=0)
    found = asked(reader, StudyAgreementOptions(options))
    expected = counted(coded(by_name(roots=True)))
    served = {category.path for _, category in played().memberships}  # these have further codes
    plain = [name for name in expected if not any(name in path for path in served)]
    assert plain
    for name in plain:
        value = kappa(*expected[name], length())
        assert found[name].value == pytest.approx(value, abs=1e-12)


def test_holsti_and_jaccard_of_other_tools(reader: Reader) -> None:
    expected = counted(coded(by_name()))
    both, a, b = (sum(column) for column in zip(*expected.values(), strict=True))
    rows = {(row[0], row[1]): row[5] for row in run(reader, "other-tools").rows}
    assert rows["ATLAS.ti", "Holsti index"] == pytest.approx(2 * both / (a + b))
    assert rows["requal", "character overlap"] == pytest.approx(both / (a + b - both))
    assert rows["QualCoder", "agree coded only %"] == pytest.approx(both / (a + b - both))
    cells = [(name, document) for name in expected for document in texts()]
    pairs = coded(by_name())
    exist = sum(
        any(d == document for d, _ in pairs[name][0])
        == any(d == document for d, _ in pairs[name][1])
        for name, document in cells
    )
    assert rows["MAXQDA", "code existence in the document"] == pytest.approx(exist / len(cells))


def run(reader: Reader, name: str, **options: str) -> Report:
    kind = REPORTS.get(name)
    return kind.run(reader, options_from(kind, options), Silent())


def test_the_matrix_of_codes_and_its_passages(reader: Reader) -> None:
    report = run(reader, "confusion", most="0")
    table = [[int(str(cell)) for cell in row[1:]] for row in report.rows]
    pairs = coded(by_name())
    agreed = sum(len(a & b) for a, b in pairs.values())
    assert sum(row[place] for place, row in enumerate(table[:-1])) == agreed
    everything: list[Characters] = [
        set().union(*(each[g] for each in pairs.values())) for g in (0, 1)
    ]
    assert table[-1][-1] == length() - len(everything[0] | everything[1])
    name = max(pairs, key=lambda each: len(pairs[each][0] & pairs[each][1]))
    first, second = pairs[name]
    shown = confusion_passages(reader, ConfusionOptions(), name, name)
    covered = {(each.document, at) for each in shown for at in range(each.start, each.end)}
    assert covered == first & second
    assert all(each.text == texts()[each.document][each.start : each.end] for each in shown)
    assert report.chart is not None


def test_the_paragraph_for_the_methods_section(reader: Reader) -> None:
    report = run(reader, "agreement-methods", bootstrap="50")
    text = report.text[0]
    assert text.startswith("Two coders (Nasrin Ravandi and Jonas Ahrendt) finished coding the same")
    assert "12 of 12 documents (100% of the text) in Round 1." in text
    assert "Krippendorff's alpha (Krippendorff 2011) over" in text
    assert "50 bootstrap resamples of whole documents (seed 1;" in text
    assert any(line.startswith("Krippendorff, K. (2011)") for line in report.text)


def test_the_table_of_agreement_and_the_matrix_of_pairs(reader: Reader) -> None:
    table = run(reader, "agreement", rollup="yes", bootstrap="20", remarks="yes")
    assert [row[0] for row in table.rows[:2]] == ["All codes, pooled", "Mean of the codes"]
    assert table.groups["Cohen's kappa (Cohen 1960): LL"] == "Cohen's kappa (Cohen 1960)"
    kappas = {row[0]: row[4] for row in table.rows}
    options = AgreementOptions(coefficients=("cohen_kappa",), per=Per.CATEGORY, bootstrap=0)
    found = asked(reader, StudyAgreementOptions(options))
    for name, record in found.items():
        if record.over is Over.CODE:
            assert kappas[tuple(name.split(" > "))] == record.value
    pairs = run(reader, "agreement-pairs", bootstrap="0")
    [first, second] = coders()[:2]
    assert [row[0] for row in pairs.rows] == [first, second]
    assert pairs.rows[0][2] == pairs.rows[1][1]
    assert pairs.rows[0][1] is None
    assert {row[6] for row in run(reader, "agreement-rounds", bootstrap="0").rows} == {12}


def test_the_reliability_sample(reader: Reader) -> None:
    report = run(reader, "reliability-sample", variable="role")
    *rows, total = report.rows
    assert {row[0]: row[2] for row in rows} == {d: len(t) for d, t in texts().items()}
    assert total[3] == "12 of 12"
    made = [sum(coding.coder == who for coding in played().codings) for who in coders()[:2]]
    assert list(total[5:]) == made
