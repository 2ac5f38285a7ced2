"""Selective coding: the core category, the structures it gathers, and the storyline."""
