"""Gamma, gamma-cat and gamma-k: agreement on spans by the alignment of least disorder.

Mathet, Widlöcher & Métivier (2015) and Mathet (2017). `continuum` holds a document's codings and
their dissimilarities, `candidates` and `alignment` find the best alignment, `sampling` makes
random continua, `categories` judges the codes of aligned codings, `disorder` brings these together
for a document, `measure` for a study. scipy (the extra `gamma`) is imported only where it is used.
"""
