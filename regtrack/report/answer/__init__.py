"""The answer first: one object, of which every format for people is a view."""
