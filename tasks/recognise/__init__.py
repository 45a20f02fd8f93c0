"""Text to announcement, by rules alone: no file, no network, no database."""
