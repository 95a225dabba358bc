"""The six steps of a case, in their order: needed by the window before anything of a case is loaded."""

STEPS = ("context", "evidence", "ratings", "weights", "results", "note")
