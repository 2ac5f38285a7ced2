"""What stands round a workspace: top bar, rail, status bar."""
