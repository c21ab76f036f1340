"""How does a programme stand on a page? Each answer with its sources, each silence named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from holdfast.deliver.programme import title_of
from holdfast.deliver.programme_content import varied_words
from holdfast.library.programme_lines import lines
from holdfast.library.programme_words import SECTIONS
from holdfast_web.deliver.queries.programmes import amount_in_words
from holdfast_web.ui.days import written_day
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holdfast.deliver.programme import Variation
    from holdfast.library.evidence_card import Contradiction, EvidenceCard, Study
    from holdfast.library.programme import Programme
    from holdfast.library.programme_lines import Line
    from holdfast.library.stated import Stated
    from holdfast_web.deliver.queries.programmes import Held

CONFIRMED = "confirmed"
COLOURS = {"not published": "grey", "does not apply": "grey", "to be confirmed": "yellow"}
EVIDENCE = "Evidence"
STUDIES = ("Study", "Where, and how it was made", "Who", "What it found", "Points")
RATINGS = ("Body", "What is rated", "Rating", "Read")


class Shown:
    """One version of a programme, ready for a page: its sources are numbered once.

    `page` is the address of the page on which the sources are listed, if it is another.
    """

    def __init__(self, held: Held, page: str = "") -> None:
        self.held, self.page = held, page
        self.numbers = {name: at for at, name in enumerate(held.programme.sources, 1)}

    @property
    def programme(self) -> Programme:
        """The programme as published."""
        return self.held.programme

    def sections(self) -> list[tuple[str, int, list[tuple[str, SafeString]]]]:
        """Give the sections in the order of TIDieR, evidence left to its card."""
        return [
            (
                section.title,
                section.item,
                [(row.title, self.answer(row.path)) for row in section.rows],
            )
            for section in SECTIONS
            if section.title != EVIDENCE
        ]

    def answer(self, path: str) -> SafeString:
        """Give the answer to one question: what is varied here, then what is published."""
        said = lines(self.programme, path)
        return _joined([*self._variations(path), *map(self._line, self._marked(said))])

    def at_a_glance(self) -> list[tuple[str, SafeString]]:
        """Give the few things that are looked for first."""
        return [
            ("Who takes part", self.answer("who_for.attends")),
            ("Ages", self.answer("who_for.ages")),
            ("How much", SafeString(format_html("{}", amount_in_words(self.held.whole)))),
        ]

    def ratings(self) -> list[tuple[object, ...]]:
        """Give every rating with the day on which it was read."""
        found: list[tuple[object, ...]] = []
        for rating in self.card.ratings.items:
            for account in rating.value.said:
                means = f" {rating.means}." if rating.means else ""
                found.append(
                    (
                        rating.body,
                        rating.of.capitalize(),
                        format_html("{}.{} {}", account.value, means, self._refs(account)),
                        self._read(account.sources),
                    )
                )
            if rating.value.reason:
                silent = format_html("{} {}", _tag("not published"), rating.value.reason)
                found.append((rating.body, rating.of.capitalize(), silent, ""))
        return found

    def studies(self) -> list[tuple[object, ...]]:
        """Give every study with what it found, and which way that points."""
        return [
            (
                study.name,
                f"{study.country}, {study.design}",
                self._people(study),
                format_html(
                    "{} {}{}",
                    study.finding,
                    self._refs(study),
                    format_html('<p class="hf-note">{}</p>', study.note) if study.note else "",
                ),
                study.direction.capitalize(),
            )
            for study in self.card.studies.items
        ]

    def cost_band(self) -> SafeString:
        """Give the cost band, or why there is none."""
        return self.answer("evidence.cost_band")

    def silent(self, path: str) -> SafeString | str:
        """Say why a part of the card is empty; nothing where it is not."""
        only = lines(self.programme, path)[0]
        return self._line(only) if only.silent and not only.about else ""

    def contradictions(self) -> list[tuple[str, SafeString]]:
        """Give each question on which findings disagree, the findings side by side."""
        return [(one.question, self._sides(one)) for one in self.card.contradictions]

    def sources(self) -> SafeString:
        """List the sources by their numbers, each with the day on which it was read."""
        return format_html(
            '<ol class="govuk-list govuk-list--number hf-sources">{}</ol>',
            format_html_join(
                "",
                '<li id="source-{}">{}{} {}</li>',
                (
                    (
                        self.numbers[name],
                        ui_link(source.title, source.address)
                        if source.address
                        else source.title,
                        f". {source.note}." if source.note else ".",
                        f"Read on {written_day(source.read)}."
                        if source.read
                        else ui_tag("Not read", "yellow"),
                    )
                    for name, source in self.programme.sources.items()
                ),
            ),
        )

    def variations(self) -> list[tuple[object, ...]]:
        """Give everything that is varied here."""
        return [
            (
                title_of(self.programme, one.path),
                varied_words(one),
                one.why,
                f"{one.agreed_by}, {written_day(one.agreed_on)}",
            )
            for one in self.held.whole.variations
        ]

    @property
    def card(self) -> EvidenceCard:
        """The evidence card."""
        return self.programme.evidence

    @property
    def unanswered(self) -> int:
        """How many questions nobody has answered in public."""
        return sum(
            lines(self.programme, row.path)[0].standing == "not published"
            for section in SECTIONS
            for row in section.rows
        )

    def _variations(self, path: str) -> Iterator[SafeString]:
        stem = path.removesuffix("roles") if path == "provided.roles" else ""
        for one in self.held.whole.variations:
            if one.path == path or (stem and one.path.startswith(path)):
                yield self._varied(one)

    def _varied(self, one: Variation) -> SafeString:
        about = f"{title_of(self.programme, one.path)}: " if ".roles." in one.path else ""
        return format_html(
            '<p class="hf-said">{} {}{}. {} Agreed by {} on {}.</p>',
            ui_tag("Varied here", "blue"), about, varied_words(one), one.why, one.agreed_by,
            written_day(one.agreed_on),
        )  # fmt: skip

    def _marked(self, said: tuple[Line, ...]) -> Iterator[Line | SafeString]:
        """Say before accounts that differ that they do."""
        words = {line.words for line in said}
        if len(words) > 1 and all(not line.about and not line.silent for line in said):
            yield format_html('<p class="hf-said">{}</p>', ui_tag("Sources differ", "blue"))
        yield from said

    def _line(self, line: Line | SafeString) -> SafeString:
        if isinstance(line, SafeString):
            return line
        about = format_html("<strong>{}:</strong> ", line.about) if line.about else ""
        if line.silent:
            return format_html(
                '<p class="hf-said">{}{} {}</p>', about, _tag(line.standing), line.words
            )
        refs = self._numbers(line.sources)
        unsure = _tag(line.standing) if line.standing != CONFIRMED else ""
        note = format_html(' <span class="hf-note">{}</span>', line.note) if line.note else ""
        return format_html(
            '<p class="hf-said">{}{} {} {}{}</p>', about, line.words, refs, unsure, note
        )

    def _sides(self, one: Contradiction) -> SafeString:
        return format_html(
            '<div class="hf-sides">{}</div>',
            format_html_join(
                "",
                '<p class="hf-side">{} {} <span class="hf-note">{}</span></p>',
                ((side.says, self._refs(side), self._read(side.sources)) for side in one.sides),
            ),
        )

    def _people(self, study: Study) -> str:
        if not study.compared_with:
            return study.people
        return f"{study.people}. Compared with: {study.compared_with}"

    def _refs(self, stated: Stated) -> SafeString:
        unsure = _tag(stated.status.value) if stated.status.value != CONFIRMED else ""
        return format_html("{} {}", self._numbers(stated.sources), unsure)

    def _numbers(self, names: Iterable[str]) -> SafeString:
        return format_html_join(
            " ",
            '<a class="govuk-link hf-ref" href="{}#source-{}" aria-label="Source {}: {}">'
            "[{}]</a>",
            (
                (self.page, at, at, self.programme.sources[name].title, at)
                for name in names
                for at in (self.numbers[name],)
            ),
        )

    def _read(self, names: Iterable[str]) -> str:
        days = [day for name in names if (day := self.programme.sources[name].read)]
        return f"Read on {written_day(max(days))}" if days else "Not read"


def evidence_in_words(programme: Programme) -> str:
    """Say in a few words what is on the evidence card."""
    card = programme.evidence
    said = [f"{one.body}: {one.value.said[0].value}" for one in card.rated]
    if card.trials_in_uk:
        number = len(card.trials_in_uk)
        said.append(f"{number} trial{'' if number == 1 else 's'} in the UK")
    if card.contradictions:
        said.append("findings disagree")
    return "; ".join(said) or "No rating was found"


def address_of(urn: str) -> str:
    """Give the address of a programme's page."""
    return reverse("deliver:programme", args=[urn])


def _tag(standing: str) -> SafeString:
    return ui_tag(standing.capitalize(), COLOURS.get(standing, "grey"))


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))
