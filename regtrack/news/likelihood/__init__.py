"""How likely a sentence claims an act, by weights that were learned from labelled items (docs/decisions/0018)."""
