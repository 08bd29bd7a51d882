"""A ledger at an address: the questions as JSON, pages, calendars and feeds, and what people do about changes."""
