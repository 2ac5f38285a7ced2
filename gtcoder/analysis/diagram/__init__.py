"""The parts of laying out a diagram: boxes, wrapped labels, zones, lanes, arrows and counts.

Numbers only: text sizes come from an injected measurer, so that no Qt is needed here.
`gtcoder.analysis.layout` is the door.
"""
