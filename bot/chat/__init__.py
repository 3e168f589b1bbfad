"""The bot in Telegram. The only package that imports telegram; `rendering` and `buttons` do not, the terminal uses them too.

Ids of people and chats live in here alone, and no longer than an answer takes.
"""
