"""The way into a study: start page, making, opening, and who is coding."""
