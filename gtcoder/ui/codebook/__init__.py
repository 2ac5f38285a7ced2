"""The codebook beside the text: its tree, the card of the chosen code, and what is done to codes.

It reads `gtcoder.queries.codebook` and calls the verbs of `gtcoder.actions` through the bridge; no
other part of the window changes the codebook's tree.
"""
