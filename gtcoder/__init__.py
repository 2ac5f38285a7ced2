"""gtcoder: grounded-theory coding of interview transcripts, from the first code to the model.

The floors, from the ground up: vocabulary and errors; registry, resources, progress and batch;
model; store; actions, queries and analysis; reports; exchange; drawing; ui; cli. A floor imports
only floors below it (checked by import-linter in the tests).
"""

__version__ = "0.1.0.dev0"
