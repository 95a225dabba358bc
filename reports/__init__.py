"""The briefing note: an analysis turned into format-free content, and the content set on paper."""
