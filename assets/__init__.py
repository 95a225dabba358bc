"""Data, not code: decision models, starting cases, schemas, message catalogues."""
