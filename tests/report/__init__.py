"""What was counted, as it is told."""
