"""What a command runs: one look, a window, phones for tests."""
