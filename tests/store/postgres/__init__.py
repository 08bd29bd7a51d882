"""The ledger in PostgreSQL; see ``server``."""
