"""The period of a figure: times dated, their part in the clause, and the one that governs."""
