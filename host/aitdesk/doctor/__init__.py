"""What this machine has: display, shared libraries, fonts, sandbox. Loads no Qt."""
