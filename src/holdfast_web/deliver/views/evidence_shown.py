"""How does an evidence card stand on a page? Findings that disagree stand side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join

from holdfast_web.deliver.views.programme_shown import NOT_PUBLISHED, standing_tag

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from holdfast.library.evidence_card import Contradiction, EvidenceCard, Study
    from holdfast.library.programme import Programme
    from holdfast_web.deliver.views.programme_shown import Shown

RATINGS = ("Body", "What is rated", "Rating", "Read on")
STUDIES = ("Study", "Where, and how it was made", "Who", "What it found", "In short")


class ShownCard:
    """The evidence card of a programme, ready for a page."""

    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.card: EvidenceCard = shown.programme.evidence

    def rows(self) -> list[tuple[str, SafeString]]:
        """Give what needs no table: the cost band, and why a table is not there."""
        empty = [
            (title, f"evidence.{name}")
            for title, name in (("Ratings", "ratings"), ("Studies", "studies"))
            if getattr(self.card, name).reason
        ]
        return [
            (title, self.shown.answer(path))
            for title, path in [*empty, ("Cost band", "evidence.cost_band")]
        ]

    def ratings(self) -> list[tuple[object, ...]]:
        """Give every rating with the day on which it was read."""
        found: list[tuple[object, ...]] = []
        for rating in self.card.ratings.items:
            whose = (rating.body, rating.of.capitalize())
            for account in rating.value.said:
                words = f"{account.value}. {rating.means}." if rating.means else account.value
                cell = format_html("<div>{} {}</div>", words, self.shown.refs(account))
                found.append((*whose, cell, self.shown.read(account.sources)))
            if rating.value.reason:
                tag = standing_tag(NOT_PUBLISHED)
                cell = format_html("<div>{} {}</div>", tag, rating.value.reason)
                found.append((*whose, cell, ""))
        return found

    def studies(self) -> list[tuple[object, ...]]:
        """Give every study with what it found, and which way that points."""
        return [
            (
                study.name,
                f"{study.country}, {study.design}",
                _people(study),
                self._finding(study),
                study.direction.capitalize(),
            )
            for study in self.card.studies.items
        ]

    def contradictions(self) -> list[tuple[str, SafeString]]:
        """Give each question on which findings disagree, the findings side by side."""
        return [(one.question, self._sides(one)) for one in self.card.contradictions]

    def _finding(self, study: Study) -> SafeString:
        note = format_html('<p class="hf-note">{}</p>', study.note) if study.note else ""
        return format_html("<div>{} {}{}</div>", study.finding, self.shown.refs(study), note)

    def _sides(self, one: Contradiction) -> SafeString:
        sides = format_html_join(
            "",
            '<p class="govuk-body hf-side">{} {} <span class="hf-note">Read on: {}</span></p>',
            (
                (side.says, self.shown.refs(side), self.shown.read(side.sources))
                for side in one.sides
            ),
        )
        return format_html('<div class="hf-sides">{}</div>', sides)


def evidence_in_words(programme: Programme) -> str:
    """Say in a few words what is on the evidence card."""
    card = programme.evidence
    said = [f"{one.body}: {one.value.said[0].value}" for one in card.rated]
    if card.trials_in_uk:
        number = len(card.trials_in_uk)
        said.append(f"{number} trial{'' if number == 1 else 's'} in the UK")
    if card.contradictions:
        said.append("findings disagree")
    words = "; ".join(said) or "No rating was found"
    return words[0].upper() + words[1:]


def _people(study: Study) -> str:
    if not study.compared_with:
        return study.people
    return f"{study.people}. Compared with: {study.compared_with}"
