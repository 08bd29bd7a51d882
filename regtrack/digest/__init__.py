"""Digests: who receives what and when, what a message looks like, and the ways by which it leaves."""
