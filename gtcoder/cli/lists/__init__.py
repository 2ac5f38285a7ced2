"""What a study holds as rows: each function takes a reader and the options of the verb `list`.

The modules import queries at the top, so the command line imports them only to run `list`.
"""
