"""Adjudication in the window: the queue of disagreements, the passage, the decision."""
