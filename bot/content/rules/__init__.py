"""The rules about content, one noun a module: each rule a small function that yields problems.

A rule that protects somebody says so in its docstring. Errors keep an edition from being published; what a bot can live with (a stale
or missing translation, an expired entry) is a warning.
"""
