"""Feeds of releases, guidance and news: reading them, and telling their items apart."""

from regtrack.sources.registry import Format

FORMATS = (Format("rss"), Format("atom"), Format("jsonfeed"))
