"""References to other documents, and which of them a document acts on.

Nothing is resolved here, whether the ledger holds the document is asked elsewhere; nor is a file or a clock read.
"""
