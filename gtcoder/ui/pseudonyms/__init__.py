"""Pseudonyms in the window: the list and where it is kept, and the texts as others may see them."""
