"""Bills of the US Congress, from the status files that GovInfo publishes (BILLSTATUS)."""

from regtrack.sources.registry import FileKind, Format

FORMATS = (Format("billstatus", "regtrack.sources.bills.sync:Bills"),)
FILES = (FileKind("BILLSTATUS", lambda data: b"<billStatus" in data[:4096], "regtrack.sources.bills.sync:BillFile"),)
