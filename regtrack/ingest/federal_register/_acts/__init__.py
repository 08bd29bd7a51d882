"""Inside of :mod:`regtrack.ingest.federal_register.acts`."""
