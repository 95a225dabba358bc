"""The ground floor: contexts, the decision model and everything computed from them, pure.

Nothing here knows Qt, SQL, a file path, the clock or a word an officer reads.
"""
