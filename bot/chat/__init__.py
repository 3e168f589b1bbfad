"""The bot in Telegram. The only package that imports telegram; `rendering` and what it uses do not, the terminal uses them too.

    buttons                what a press carries             pages, labels, words     a page, what fits on a button, in which words
    rendering              a reply becomes a page           frame                    what is the same on every page
    answers, trust         entries; /verify and /privacy    cards, notices           contacts; what is said about texts

Ids of people and chats live in here alone, and no longer than an answer takes.
"""
