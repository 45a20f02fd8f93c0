"""Every byte seen and every request made, before anyone reads it."""
