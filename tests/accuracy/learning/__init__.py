"""Learning the weights of ``feeds/weights`` from labelled items (docs/decisions/0018): ``make weights``."""
