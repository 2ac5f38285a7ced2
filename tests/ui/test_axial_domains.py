"""A check of a domain leads to the passages that carry two of its codes, one after the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gtcoder.actions import codebook, coding, domains
from gtcoder.ui.desk.workspace import DeskWorkspace
from gtcoder.vocabulary import DocumentId, Span
from tests.ui.test_axial import Axial, axial

__all__ = ["axial"]


def test_enter_leads_to_one_passage_after_the_other(axial: Axial) -> None:
    codes, act = axial.made.codes, axial.session.bridge.act
    for name in ("Waiting", "Silent leaving"):
        act(codebook.move_code, code=codes[name], parent=codes["Night service"])
    act(coding.apply_code, document=DocumentId(1), span=Span(95, 105), code=codes["Waiting"])
    act(domains.declare_domain, code=codes["Night service"])
    axial.settle()
    checks = axial.ws.left.checks
    row = [each.heading for each in checks.checks].index("Codes of a domain overlap")
    assert checks.checks[row].state == "fault"
    assert "Night service: Waiting and Silent leaving. Both codes" in checks.checks[row].about
    for start in (60, 95, 60):
        axial.window.go("axial")
        checks.setFocus(Qt.FocusReason.TabFocusReason)
        checks.setCurrentIndex(checks.model().index(row, 0))
        QTest.keyClick(checks, Qt.Key.Key_Return)
        assert axial.window.stack is not None
        desk = axial.window.stack.workspace
        assert isinstance(desk, DeskWorkspace)
        assert desk.view.caret() == start
