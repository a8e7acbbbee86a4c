"""Rows of tables, found and told as the sentences that the reader was taught."""
