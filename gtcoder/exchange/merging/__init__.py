"""Copies of a study that come back together, and whole projects that come into a study."""
