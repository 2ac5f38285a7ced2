"""Searching transcripts, memos and codes, by words or patterns, with exact places."""
