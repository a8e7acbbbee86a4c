"""The exact words in a passage: by rule, by the reader's word, or by both."""
