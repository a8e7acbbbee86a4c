"""Training of the extractive reader; see README.md here. Not part of the installed package."""
