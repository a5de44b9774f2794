"""Clauses of a sentence, the drafts of claims in them, and the cue words and rules that stand there."""
