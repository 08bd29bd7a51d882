"""The grammar of DATES paragraphs: private to :mod:`regtrack.ingest.federal_register.dates`."""
