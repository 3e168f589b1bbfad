"""The pure core: a question goes in, a reply comes out.

It does no input or output and knows no clock, network, database or Telegram; tables, the encoder and the date are passed in.
It may import only the standard library, rapidfuzz, numpy and itself (a test holds it to that).
No type in here can hold the id of a person, chat or message: privacy is a property of the types.
"""
