"""The ledger: what was done, by whom and why; and the way to take any of it back."""
