"""Bills of the US Congress, from the status files that GovInfo publishes (BILLSTATUS)."""

from regtrack.sources.registry import FileKind, Format


def is_bill_status(data: bytes) -> bool:
    """Whether bytes look like a status file."""
    return b"<billStatus" in data[:4096]


FORMATS = (Format("billstatus", "regtrack.sources.bills.sync:Bills"),)
FILES = (FileKind("BILLSTATUS", is_bill_status, "regtrack.sources.bills.sync:BillFile"),)
