"""Digests: who receives what and when, what a message looks like, and the channels that deliver it."""
