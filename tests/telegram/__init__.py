"""A small Bot API server for tests, see emulator.py."""
