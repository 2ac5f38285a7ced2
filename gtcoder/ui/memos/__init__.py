"""The memos of a study: what was thought on the way, and what it is about."""
