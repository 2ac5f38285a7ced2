"""What anyone may ask of a study: the first argument a reader, answers frozen dataclasses.

Imports the store and the model; knows no verb and no number that a method defines (analysis).
"""
