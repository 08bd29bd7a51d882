"""The nouns as plain tables: written canonically, read with trust, or read with every fault named."""
