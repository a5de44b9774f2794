"""What is counted or measured: the noun phrase, its head and its unit."""
