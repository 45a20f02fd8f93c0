"""What a person looks at before deciding: the rows a question is about, where they stood."""
