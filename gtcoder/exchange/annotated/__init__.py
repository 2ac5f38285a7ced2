"""Transcripts with their codings beside them, for reading on paper: html, docx, and pdf.

`sheet` says what stands where, in numbers and words; `pages` and `word` write it, and
`gtcoder.drawing.annotated` paints the pdf. The text is never changed: what is added stands beside
it or below it.
"""
