"""Reading feeds into the ledger: what is fetched and understood at one edge is recorded at the other."""
