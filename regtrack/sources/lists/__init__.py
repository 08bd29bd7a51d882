"""Lists of persons and companies that the US Government publishes whole, again and again: what changed in them."""
