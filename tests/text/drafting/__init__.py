"""Sections of the Code, amendatory instructions on them as drafters write them, and what they come to by construction.

Nothing here reads what it writes: sections are trees, an act changes the tree and says in words what it did, and the
tree is what the text should say. ``python tests/accuracy/drafted.py`` counts what comes out of it.
"""
