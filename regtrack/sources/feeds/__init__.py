"""Feeds of releases, guidance and news: reading them, and telling their items apart."""
