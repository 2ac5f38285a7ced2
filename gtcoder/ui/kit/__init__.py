"""The parts every workspace is built of: they paint from the theme and know no study.

This package imports the look and nothing of the session; no part of it reads or writes a study.
"""

from __future__ import annotations

from gtcoder.ui.kit.avatar import Avatar, initials_of, paint_avatar
from gtcoder.ui.kit.button import Button, IconButton, action_button
from gtcoder.ui.kit.chip import Chip
from gtcoder.ui.kit.empty import EmptyState
from gtcoder.ui.kit.field import Field, TextArea
from gtcoder.ui.kit.file_field import FileField
from gtcoder.ui.kit.floating import RIM, Floating, paint_shadow
from gtcoder.ui.kit.flow import FlowLayout
from gtcoder.ui.kit.focus import paint_ring, ring_after
from gtcoder.ui.kit.form import OptionForm
from gtcoder.ui.kit.frame import CATEGORY, RAW, SOURCE_ROW, SWATCH, TOTAL, FrameModel
from gtcoder.ui.kit.hairline import Hairline
from gtcoder.ui.kit.held import Held
from gtcoder.ui.kit.keycap import KeycapLabel, keycap_width, paint_keycap
from gtcoder.ui.kit.label import Label
from gtcoder.ui.kit.message import MessageBar
from gtcoder.ui.kit.motion import may_move
from gtcoder.ui.kit.number import NumberField
from gtcoder.ui.kit.panel import Panel, PanelHeader
from gtcoder.ui.kit.passage_delegate import PASSAGE, PassageDelegate
from gtcoder.ui.kit.passages import PassageLike, PassageList, PassageModel
from gtcoder.ui.kit.progress import ThinProgress
from gtcoder.ui.kit.search import SearchField
from gtcoder.ui.kit.segmented import Segmented
from gtcoder.ui.kit.sheet import Sheet, ask_choice, ask_text
from gtcoder.ui.kit.side_column import SideColumn
from gtcoder.ui.kit.stale import TwoTexts
from gtcoder.ui.kit.swatch import paint_swatch
from gtcoder.ui.kit.table import TableView
from gtcoder.ui.kit.table_delegate import TableDelegate
from gtcoder.ui.kit.toast import Toast
from gtcoder.ui.messages import Notice

__all__ = [
    "CATEGORY",
    "PASSAGE",
    "RAW",
    "RIM",
    "SOURCE_ROW",
    "SWATCH",
    "TOTAL",
    "Avatar",
    "Button",
    "Chip",
    "EmptyState",
    "Field",
    "FileField",
    "Floating",
    "FlowLayout",
    "FrameModel",
    "Hairline",
    "Held",
    "IconButton",
    "KeycapLabel",
    "Label",
    "MessageBar",
    "Notice",
    "NumberField",
    "OptionForm",
    "Panel",
    "PanelHeader",
    "PassageDelegate",
    "PassageLike",
    "PassageList",
    "PassageModel",
    "SearchField",
    "Segmented",
    "Sheet",
    "SideColumn",
    "TableDelegate",
    "TableView",
    "TextArea",
    "ThinProgress",
    "Toast",
    "TwoTexts",
    "action_button",
    "ask_choice",
    "ask_text",
    "initials_of",
    "keycap_width",
    "may_move",
    "paint_avatar",
    "paint_keycap",
    "paint_ring",
    "paint_shadow",
    "paint_swatch",
    "ring_after",
]
