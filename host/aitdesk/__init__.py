"""Run Apps-in-Toss mini-apps on a desktop, answered by a programmable Toss shell."""

__version__ = "0.1.0"
