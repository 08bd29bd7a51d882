"""The words of rules: provisions, the operations of amendments on them, and their text on any day. Pure."""
