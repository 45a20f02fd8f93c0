"""Office files: Word, workbooks, separated values, and what stands inside them."""
