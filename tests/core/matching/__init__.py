"""Tests of the matching: each part against a slower, plainer way to the same result."""
