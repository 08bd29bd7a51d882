"""Digests: who is told what and when, what a message looks like, and the ways by which it leaves."""
