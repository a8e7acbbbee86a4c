"""What a question asks for, and how reports would put it."""
