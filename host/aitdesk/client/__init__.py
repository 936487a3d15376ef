"""The one client of control: how a process is started, how its phones are asked, what they told.

It speaks to a process, and imports neither `session` nor `engine`: nothing of Qt is loaded here.
"""
