"""What the city does that regtrack has no word for."""

from regtrack.model.kinds import Dimension, Family, Kind, Operation

KINDS = (Kind("order_audit", Dimension.DEADLINE, Operation.OPEN, "audit ordered", name_default="audit"),)
INSTRUMENT_KINDS = {"city_ordinance": Family.RULE}
