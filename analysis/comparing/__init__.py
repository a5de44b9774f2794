"""Claims against each other: intervals, series, pairs, checks, conflicts, implied bounds, wordings, decisions."""
