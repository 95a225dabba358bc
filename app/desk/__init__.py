"""The window: everything Qt that a person sees."""
