"""From tokens to claims and leftovers; a folder a stage, imported downwards only (tests/root/test_imports.py)."""
