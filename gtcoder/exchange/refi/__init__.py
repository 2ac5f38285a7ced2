"""REFI-QDA out: a study as a project (.qdpx) or codebook (.qdc) that other programs read.

`beyond` and `packed` are how our own extras travel inside descriptions; the readers of such files,
in `gtcoder.exchange.projects`, use their reading halves. What lives here never changes a study.
"""
