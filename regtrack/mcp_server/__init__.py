"""The questions of a ledger as tools of the Model Context Protocol, for assistants: short answers, read-only."""
