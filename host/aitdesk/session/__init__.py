"""One page with its phone and its person, and the host that holds several."""
