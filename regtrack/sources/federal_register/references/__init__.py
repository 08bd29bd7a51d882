"""References to other documents, and which of them a document acts on.

"The rule published February 7, 2012 (77 FR 6194)" becomes a reference with its day; the object of a delay, correction,
extension or withdrawal becomes a target. Nothing is resolved here: whether the ledger holds the document is asked
elsewhere. Nothing here reads a file or a clock.
"""
