"""The transcript view: frozen text with codings under it, gutter, margin and document map.

It is fed frozen rows and emits signals; it knows neither the study nor how to change it.
"""
