"""Finding out how a page that nobody has described yet is to be read, and what changed about one that was."""
