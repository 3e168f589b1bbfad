"""What the person at the keyboard can put right."""


class Mendable(Exception):
    """An error whose message is a sentence for them: what is wrong, and what to do."""
