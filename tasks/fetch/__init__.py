"""The outside world, as far as the archive."""
