"""From the words of a news item to events that are linked, dated and honest about what they are: pure functions."""
