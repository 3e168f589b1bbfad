"""Which entry a message asks for: words and meaning, fused to one probability per entry, and a guard against opposites.

`features` turns a text into n-grams, `spans` those into numbers, `lexical` and `semantic` score every entry, `spelling` mends words
towards the base's own, `readings` tells Latin letters apart (English, Korean keys, romanised Korean, pinyin), `contrast` compares what
must not be confused, `scoring` fuses for `matcher`. Training happens at `publish` (`training`), answering needs numpy and rapidfuzz alone.
"""
