"""The desk: the window, the command line over the same use cases, and the words both speak."""
