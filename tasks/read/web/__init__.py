"""Pages: markup and plain text to what they say, with what stands around it kept apart."""
