"""Questions with answers: tables and charts of the study, and their way into files."""
