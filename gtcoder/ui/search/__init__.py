"""Searching everything, and coding what was found."""
