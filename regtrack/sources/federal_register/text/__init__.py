"""The reader: from the fields of a document to statements. Start at :mod:`.reader`."""
