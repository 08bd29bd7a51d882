"""Citations and numbers of legal documents in running text."""
