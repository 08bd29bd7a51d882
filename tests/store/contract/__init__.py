"""What every store has to do, whichever database keeps it: each test is run over each store."""
