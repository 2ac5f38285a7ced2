"""Files in and out: readers return plain batches, writers take a reader or a report.

Reading a transcript goes one way: bytes are decoded (`decoding`) or an office package is walked
(`docx`), the text is frozen (`freezing`), speaker turns are proposed (`speakers`, `people`) and
the whole is handed back as a `DocumentDraft`; `reading` does so for many files at once. A new
format is one `Importer` in `IMPORTERS` (`formats`), ours and others' alike.

This floor may import reports, queries, analysis, batch, registry, progress, vocabulary and
errors. It never imports actions, ui, drawing or Qt: it cannot write a study.
"""
