"""The parts of which documents are compiled to events: what becomes what, which part is meant, what it is called."""
