"""What is asked of a register: one mark a person, all on one page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms

from holdfast.deliver.register import Mark as Said
from holdfast.deliver.register import Presence, Reason
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import AbsenceReason, Outcome, VisitorKind
from holdfast_web.deliver.operations.registers import OfTheDay
from holdfast_web.ui.times import TimeField

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import time

    from django.forms import BoundField

    from holdfast_web.deliver.queries.registers import Line

NO_MARK = "none"
OUTCOMES = [(outcome.value, outcome.label) for outcome in Outcome]
REASONS = [
    (AbsenceReason.NOT_KNOWN.value, "Not known"),
    *((one.value, one.label) for one in AbsenceReason if one is not AbsenceReason.NOT_KNOWN),
]
BLANKS = 2
"""Rows for people whom the register does not know yet. Whoever needs more saves and goes on."""

SENT = re.compile(r"^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(?:outcome|name)$")
LONGEST_NAME = 150


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawn:
    """One line of the form with its boxes, for the page to draw."""

    name: str
    words: str
    elsewhere: Any
    suggested: str
    outcome: BoundField
    reason: BoundField
    arrived: BoundField
    left: BoundField
    new_name: BoundField | None = None
    new_kind: BoundField | None = None
    no_time: bool = False


class RegisterForm(forms.Form):
    """A register: radios, a reason and times for each person, and blanks for others.

    A box that was not sent changes nothing: only who is marked, or whose mark is taken out, is
    part of a save.
    """

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        lines: Sequence[Line],
        starts: time,
        ends: time,
        all_present: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.lines = {line.key: line for line in lines}
        self.starts, self.ends = starts, ends
        self.sent: dict[UUID, Said | None] = {}
        self.of_the_day: dict[UUID, OfTheDay] = {}
        sent = {UUID(found[1]) for name in self.data if (found := SENT.match(name))}
        self.new = sorted(key for key in sent if f"{key}-name" in self.data)
        if not self.is_bound:
            self.new = [uuid4() for _ in range(BLANKS)]
        # Who left the team while the page was open is still on what was sent.
        self.gone = sorted(sent - self.lines.keys() - set(self.new))
        for line in lines:
            self._add(line.key, line, all_present=all_present)
        for key in self.gone:
            self._add(key, None)
        for key in self.new:
            self._add(key, None)
            self.fields[f"{key}-name"] = forms.CharField(
                label="Name", required=False, max_length=LONGEST_NAME
            )
            self.fields[f"{key}-kind"] = forms.ChoiceField(
                label="Who are they?",
                required=False,
                choices=VisitorKind.choices,
                initial=VisitorKind.AGENCY,
                widget=forms.RadioSelect,
            )

    def _add(self, key: UUID, line: Line | None, *, all_present: bool = False) -> None:
        said = line.said if line is not None else None
        outcome: str | None = said.presence if said is not None else None
        if line is not None and said is None and all_present and line.elsewhere is None:
            outcome = Outcome.PRESENT
        choices = [*OUTCOMES, (NO_MARK, "No mark")] if said is not None else OUTCOMES
        self.fields[f"{key}-outcome"] = forms.ChoiceField(
            label="Mark", required=False, choices=choices, initial=outcome,
            widget=forms.RadioSelect,
        )  # fmt: skip
        reason: str | None = said.reason if said is not None else None
        if line is not None and said is None and line.suggested is not None:
            reason = line.suggested.reason
        self.fields[f"{key}-reason"] = forms.ChoiceField(
            label="Why absent", required=False, choices=REASONS, initial=reason
        )
        for name, label in (("arrived", "Arrived"), ("left", "Left")):
            self.fields[f"{key}-{name}"] = TimeField(
                label=label,
                required=False,
                initial=getattr(said, name) if said is not None else None,
            )

    def clean(self) -> dict[str, Any]:
        """Give the marks as the engine takes them."""
        cleaned = super().clean() or self.cleaned_data
        for key in [*self.lines, *self.gone, *self.new]:
            self._read(key, cleaned)
        return cleaned

    def _read(self, key: UUID, cleaned: dict[str, Any]) -> None:
        outcome = cleaned.get(f"{key}-outcome")
        if key in self.new:
            name = (cleaned.get(f"{key}-name") or "").strip()
            if not name:
                if outcome:
                    self.add_error(f"{key}-name", "Enter the name of who was there.")
                return
            kind = VisitorKind(cleaned.get(f"{key}-kind") or VisitorKind.AGENCY)
            self.of_the_day[key] = OfTheDay(name=name, kind=kind)
            outcome = outcome or Outcome.PRESENT
        if outcome == NO_MARK:
            self.sent[key] = None
        elif outcome:
            self._mark(key, Presence(outcome), cleaned)

    def _mark(self, key: UUID, presence: Presence, cleaned: dict[str, Any]) -> None:
        """Read a mark: a reason belongs to an absence, times to who was late or left early."""
        arrived = left = None
        if presence in {Presence.LATE, Presence.LEFT_EARLY}:
            arrived, left = cleaned.get(f"{key}-arrived"), cleaned.get(f"{key}-left")
        if arrived is not None and arrived >= self.ends:
            self.add_error(f"{key}-arrived", "Enter a time before the session ended.")
        if left is not None and left <= self.starts:
            self.add_error(f"{key}-left", "Enter a time after the session started.")
        reason = None
        if presence is Presence.ABSENT:
            reason = Reason(cleaned.get(f"{key}-reason") or Reason.NOT_KNOWN)
        try:
            self.sent[key] = Said(presence=presence, reason=reason, arrived=arrived, left=left)
        except InputError:
            self.add_error(f"{key}-left", "Enter a time after the one at which they arrived.")

    def drawn(self) -> Iterator[Drawn]:
        """Give the lines as the page draws them: the team, those of the day, the gone."""
        for key, line in self.lines.items():
            yield self._drawn(key, line.name, line.words, line)
        for key in self.gone:
            yield self._drawn(key, "Somebody who left the team while this page was open", "")

    def blanks(self) -> Iterator[Drawn]:
        """Give the rows for people whom the register does not know yet."""
        for place, key in enumerate(self.new, 1):
            yield self._drawn(key, f"Somebody else, {place}", "")

    def _drawn(self, key: UUID, name: str, words: str, line: Line | None = None) -> Drawn:
        new = key in self.new
        return Drawn(
            name=name,
            words=words,
            elsewhere=line.elsewhere if line is not None else None,
            suggested=line.suggested.words if line is not None and line.suggested else "",
            outcome=self[f"{key}-outcome"],
            reason=self[f"{key}-reason"],
            arrived=self[f"{key}-arrived"],
            left=self[f"{key}-left"],
            new_name=self[f"{key}-name"] if new else None,
            new_kind=self[f"{key}-kind"] if new else None,
            no_time=line is not None and line.said is not None and line.minutes is None,
        )


MINE, KEPT = "mine", "kept"


class SettleForm(forms.Form):
    """Which of two values stands, for every mark that two people changed."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    sent = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, conflicts: Sequence[tuple[UUID, str, str, str]], **options: Any
    ) -> None:
        """Take the conflicts: the line, the name, what is kept, and what was sent."""
        super().__init__(*args, **options)
        self.keys = [key for key, *_ in conflicts]
        for key, name, kept, sent in conflicts:
            self.fields[str(key)] = forms.ChoiceField(
                label=name,
                choices=[(KEPT, kept), (MINE, sent)],
                widget=forms.RadioSelect,
                error_messages={"required": f"Choose which mark of {name} stands."},
            )

    @property
    def mine(self) -> set[UUID]:
        """The lines on which the sender's value is to stand."""
        return {key for key in self.keys if self.cleaned_data.get(str(key)) == MINE}
