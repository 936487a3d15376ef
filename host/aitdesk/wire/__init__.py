"""Text from and to the page, one module a line of the SDK; `frames` is what both turn it into."""
