"""What other programs would print for the same codings, by the definitions they document.

One module for each program; `printed` holds what a row is, `counts` what all of them count, and
`everything` asks them all. Nothing here is a coefficient of ours: each row names its program.
"""
