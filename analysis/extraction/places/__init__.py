"""The place or part that a figure covers."""
