"""Studies and projects that come in, and the ways out: what is shown before anything is stored.

Modules whose names say no widget (`incoming`, `shown`, `told`) touch none: they read and plan, and
run in jobs.
"""
