"""The grammar of DATES paragraphs: private to :mod:`regtrack.sources.federal_register.dates`."""
