"""What mingdan's own work costs beside the bare tools it is built on, as ratios measured in one run."""
