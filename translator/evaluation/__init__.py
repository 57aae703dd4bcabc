"""How good translations are: scores against a reference, terms, consistency, speed, and which of two is better."""
