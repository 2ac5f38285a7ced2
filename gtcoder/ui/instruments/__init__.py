"""The page on instruments: experts' ratings of items, their coefficients, what was decided."""
