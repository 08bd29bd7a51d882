"""The Electronic Code of Federal Regulations: which provisions have other words, and what was printed wrongly."""
