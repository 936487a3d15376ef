"""What embeds the page: the seam, and the engines behind it."""
