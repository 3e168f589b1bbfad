"""`python -m tests.screens DIR`: the most important pages as a narrow phone shows them, to be looked at.

Our own style sheet, near to how Telegram looks on a phone 320 px wide, the narrowest that is sold; nothing is loaded from anywhere.
"""
