"""The diff of a roster beside tools that others use for it; run by hand, each in an environment of its own."""
