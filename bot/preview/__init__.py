"""The content on disk as a static site for those who review it: every text as readers see it, and what is wrong with it.

`site` puts the files together, `entry` gathers what is said of one entry, `marks` what a reviewer must know of it, `bubbles` draw pages
as Telegram does, `differences` tells what the running bots say instead.
"""
