"""The mini-app's own origin, served from this machine."""
