"""Questions put to a ledger: what to read, what to ask the core, and what the answer refers to."""
