"""`aitdesk.toml`: read, checked, written; and the options of every run."""
