"""The verbs of the command line, one group a module; each module's `add` says its verbs and options.

Verbs put the parts together (content, store, chat); they hold no rules of their own. What only some verbs need (tables of Chinese,
gettext, reports) is imported by them when they run: it is half of a second of a bot's start.
"""
