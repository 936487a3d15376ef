"""`aitdesk smoke`: looks at a mini-app in the states that break apps, without a line of code."""
