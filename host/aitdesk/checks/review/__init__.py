"""`aitdesk review`: would the store take this mini-app? One catalogue of rules, and the verdict."""
