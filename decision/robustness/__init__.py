"""Many draws of what is not known for certain: how often each option comes where."""
