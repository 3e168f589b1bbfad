"""What was counted, for those who look after the content.

`suppression` says what of a count may be seen, `tables` sums and lists, `text`, `cells` and `page` (with `charts`) are the forms it takes.
"""
