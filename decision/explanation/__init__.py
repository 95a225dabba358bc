"""Why the answer is what it is, as data."""
