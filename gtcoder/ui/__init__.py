"""The window: widgets that show what the queries say and call the verbs through one door."""
