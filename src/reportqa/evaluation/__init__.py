"""Measuring: question sets, metrics, comparisons; nothing else here imports this but `cli`."""
