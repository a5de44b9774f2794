"""What a sentence leaves standing for the next, and what a title takes from its text."""
