"""Ways of reasoning about one decision matrix, and how far they agree."""
