"""Text as it was meant: characters, and what copies did to them, undone."""
