"""Saying honestly why there is no answer, what is missing, and what could be asked instead."""
