"""The drawn model, ready for the paper."""
