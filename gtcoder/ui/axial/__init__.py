"""Axial coding: codes into categories, categories into the paradigm, and what relates them."""
