"""The Electronic Code of Federal Regulations: which provisions have other words, and what was printed wrongly."""

from regtrack.sources.registry import Format

FORMATS = (
    Format("ecfr", "regtrack.sources.ecfr.sync:EcfrSource", needs=("cfr",), takes=("text",), probe="/titles.json"),
)
