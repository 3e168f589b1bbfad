"""Tests of what people write: real files, read, checked and compiled."""
