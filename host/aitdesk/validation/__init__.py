"""What is wrong with an input, in words."""
