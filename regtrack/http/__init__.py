"""Getting bytes: requests, caches, connections, and the rules of politeness."""
