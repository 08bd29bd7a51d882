"""Digests put together: facts from the ledger, messages from reports, and what was told kept in the outbox."""
