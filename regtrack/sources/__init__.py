"""What is followed: one folder a source, with what it fetches, parses and compiles."""
