"""What makes a text fit to be written down."""
