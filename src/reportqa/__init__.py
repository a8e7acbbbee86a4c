"""Answers questions about official reports with the reports' own words."""
