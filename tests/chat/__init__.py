"""The bot in Telegram, over HTTP against the emulator."""
