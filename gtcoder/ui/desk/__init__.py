"""The open coding desk: codebook, transcript and what belongs to the chosen code, side by side."""
