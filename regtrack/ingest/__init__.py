"""What comes in: files and feeds, turned into instruments, documents and events."""
