"""The case library: cases with their versions and history in one SQLite file, behind :class:`db.library.Library`.

Nothing above :mod:`decision` is known here, and nobody else speaks SQL.
"""
