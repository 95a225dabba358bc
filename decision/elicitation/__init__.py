"""From what an officer says of importance to weights."""
