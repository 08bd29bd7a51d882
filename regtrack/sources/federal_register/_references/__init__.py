"""Inside of :mod:`regtrack.sources.federal_register.references`."""
