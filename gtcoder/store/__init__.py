"""Where a study is kept: engines, transactions, the ledger, opening and closing.

Imports the model and what lies below it; knows no verb, no query, no widget. All writing goes
through `OpenProject.perform`, all refreshing comes from the `Change` it sends.
"""
