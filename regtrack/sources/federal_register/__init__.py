"""The Federal Register: its documents, their dates, and what they act on."""
