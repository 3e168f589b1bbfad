"""What is kept, and nothing else: published editions and weekly counts. The only package that imports SQLAlchemy.

The schema has no column in which a person could be written down; a test compares it with the exact list.
"""
