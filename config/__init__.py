"""What the user configures: places, sources, programmes, subscriptions, decisions."""
