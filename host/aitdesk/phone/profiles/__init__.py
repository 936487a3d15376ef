"""Data about devices and machines, each value with its source."""
