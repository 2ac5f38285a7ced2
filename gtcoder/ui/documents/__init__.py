"""Transcripts: bringing them in, who speaks, variables, the team, and how far the coding is.

May import the kit and the look of the window, queries, actions and exchange; never another
workspace.
"""

from __future__ import annotations
