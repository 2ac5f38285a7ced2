"""Numbers: arrays and frames in, frozen results out.

May import numpy, pandas, networkx and the floors `registry`, `progress`, `vocabulary`, `errors`;
never a database, never Qt, never the study's records.
"""
