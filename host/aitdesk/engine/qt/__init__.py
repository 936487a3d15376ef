"""All that knows Qt or pywebview."""
