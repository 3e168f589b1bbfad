"""Gilbeot: short, sourced answers for people who left North Korea, and nothing kept about them.

The way of a question:

    Telegram update or terminal line      ids end here, in the adapter
    core.languages  -> language           script of the text > button > client's language > English
    core.text       -> normalised text
    core.matching   -> ranked entries     words and meaning, fused; contrast guard
    core.answering  -> Reply              risk and urgency decide
    chat.rendering  -> Page               html and buttons

`content` reads what people write (knowledge/, locales/) and compiles an edition; `store` keeps editions;
`__main__` is the one place that knows all.
"""
