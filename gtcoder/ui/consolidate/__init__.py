"""Consolidating the codebook: codes that may be one, held side by side."""
