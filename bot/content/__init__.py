"""What people write, read from disk and compiled: knowledge/*.toml and locales/**/*.po become one edition.

Files are read into plain values, checked as a whole, and only then compiled; a broken file never reaches the bot.
"""
