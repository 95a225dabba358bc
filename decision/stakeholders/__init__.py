"""Who would see it otherwise, and what would bring them along."""
