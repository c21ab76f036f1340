"""Which corrections were made to the returns, by which named rule, to which row?"""

from holdfast.records.repairs.one_history import RULES, Repaired, repair
from holdfast.records.repairs.rows import Limits
from holdfast.records.repairs.trail import TRAIL

__all__ = ["RULES", "TRAIL", "Limits", "Repaired", "repair"]
