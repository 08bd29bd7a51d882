"""Parts of :mod:`regtrack.sources.federal_register.xml`; nothing here is meant to be used on its own."""
