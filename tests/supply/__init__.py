"""What we take from others: read from the locks, so that every figure is about what is installed and not about what is asked for."""
