"""Which counts may leave, and in what form?

Small counts are suppressed, others rounded, and further ones held back so that no hidden count
can be worked out from those shown. docs/explanation/disclosure.md states the attack that this
withstands.
"""

# Given again under their own names, not in __all__, so that the reference shows each once.
from holdfast.kernel.disclosure.protect import Disclosure as Disclosure
from holdfast.kernel.disclosure.protect import ShownBreakdown as ShownBreakdown
from holdfast.kernel.disclosure.protect import ShownStep as ShownStep
from holdfast.kernel.disclosure.protect import ShownTable as ShownTable
from holdfast.kernel.disclosure.protect import Step as Step
from holdfast.kernel.disclosure.values import MISSING as MISSING
from holdfast.kernel.disclosure.values import SUPPRESSED as SUPPRESSED
from holdfast.kernel.disclosure.values import Count as Count
from holdfast.kernel.disclosure.values import Missing as Missing
from holdfast.kernel.disclosure.values import Shown as Shown
from holdfast.kernel.disclosure.values import Suppressed as Suppressed
from holdfast.kernel.disclosure.values import as_json as as_json
