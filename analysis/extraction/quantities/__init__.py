"""Numbers of a sentence with modifier, measure and range; what looks like one and is none."""
