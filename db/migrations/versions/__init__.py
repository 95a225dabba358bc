"""One module a revision, each with an ``upgrade`` to be run by :func:`db.migrations.upgrade`."""
