"""Measures reportqa beside what a user would pick instead, and against the machine's limits."""
