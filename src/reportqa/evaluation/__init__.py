"""Measuring: question sets, metrics, comparisons; nothing else imports this but `cli`."""
