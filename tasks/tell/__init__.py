"""Changes to people: who is told what, in which words, delivered how."""
