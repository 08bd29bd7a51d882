"""The words of rules: provisions, the operations of amendments on them, and what they said on any day. Pure."""
