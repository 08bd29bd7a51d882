"""Files on disk: timelines that people write, and exports of a ledger."""
