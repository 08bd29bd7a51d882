"""Days, hours and zones in text of any language, and periods in English. It knows nothing of who prints the text."""
