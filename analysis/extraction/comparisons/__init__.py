"""Kind, direction and base: what a figure is compared with, and levels told for comparison."""
