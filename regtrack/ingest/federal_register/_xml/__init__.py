"""Parts of :mod:`regtrack.ingest.federal_register.xml`; nothing here is meant to be used on its own."""
