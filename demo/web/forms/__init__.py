"""The manners of the content systems, one module each; the wire forms were read in public code, not fetched."""
