"""The content on disk as paper, and as one file that needs no network: for helpers, and for walls of waiting rooms.

`sheet` chooses what stands on the leaflet of a country, `answers` what stands in the file of answers, `sections` take rendered pages
apart, `words` are the few of its own, `printing` makes PDF, `square` a QR code.

Titles and file names are neutral, always: a file is seen in lists of downloads, recent files and print jobs by people who never open it.
There is no option for it that somebody could forget.
"""
