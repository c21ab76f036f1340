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
    from holdfast.library.programme import Programme
    from holdfast.library.programme_lines import Line
    from holdfast.library.programme_words import Section
    from holdfast.library.stated import Stated
    from holdfast_web.deliver.queries.programmes import Held

CONFIRMED, NOT_PUBLISHED = "confirmed", "not published"
COLOURS = {"to be confirmed": "yellow"}
EVIDENCE = "Evidence"
SHARE = 3  # questions with one and the same silence, from which on they stand together


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

    def at_a_glance(self) -> list[tuple[str, object]]:
        """Give the few things that are looked for first."""
        return [
            ("Who takes part", self.answer("who_for.attends")),
            ("Ages", self.answer("who_for.ages")),
            ("How much", amount_in_words(self.held.whole)),
        ]

    def sections(self) -> list[tuple[str, list[tuple[str, SafeString]]]]:
        """Give the sections in the order of TIDieR, evidence left to its card."""
        return [
            (section.title, self._rows(section))
            for section in SECTIONS
            if section.title != EVIDENCE
        ]

    def answer(self, path: str) -> SafeString:
        """Give the answer to one question: what is varied here, then what is published."""
        said = self._marked(lines(self.programme, path))
        parts = [*self._variations(path), *map(self._line, said)]
        # One element, so that it stays together where a table stands as blocks.
        return format_html(
            "<div>{}</div>", format_html_join("", "{}", ((one,) for one in parts))
        )

    def says(self, path: str) -> bool:
        """Say whether anything is known of a question, or varied here."""
        known = any(not line.silent for line in lines(self.programme, path))
        return known or any(True for _ in self._variations(path))

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
    def unanswered(self) -> int:
        """How many questions nobody has answered in public."""
        return sum(
            lines(self.programme, row.path)[0].standing == NOT_PUBLISHED
            for section in SECTIONS
            for row in section.rows
        )

    def refs(self, stated: Stated) -> SafeString:
        """Give the numbers of the sources, and a tag where they do not confirm it."""
        return format_html("{}{}", self._numbers(stated.sources), _unsure(stated.status.value))

    def read(self, names: Iterable[str]) -> str:
        """Say when the newest of some sources was read."""
        days = [day for name in names if (day := self.programme.sources[name].read)]
        return written_day(max(days)) if days else "Not read"

    def _rows(self, section: Section) -> list[tuple[str, SafeString]]:
        """Give a section's answers; questions that share one silence stand together."""
        shared: dict[tuple[str, str], list[str]] = {}
        for row in section.rows:
            if not self.says(row.path):
                line = lines(self.programme, row.path)[0]
                shared.setdefault((line.standing, line.words), []).append(row.title)
        together = {said: titles for said, titles in shared.items() if len(titles) >= SHARE}
        apart = [
            (row.title, self.answer(row.path))
            for row in section.rows
            if not any(row.title in titles for titles in together.values())
        ]
        return apart + [
            (standing.capitalize(), format_html("{}. {}", _listed(titles), words))
            for (standing, words), titles in together.items()
        ]

    def _variations(self, path: str) -> Iterator[SafeString]:
        for one in self.held.whole.variations:
            if one.path == path or one.path.startswith(f"{path}."):
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
            tag = standing_tag(line.standing)
            return format_html('<p class="hf-said">{}{} {}</p>', about, tag, line.words)
        note = format_html(' <span class="hf-note">{}</span>', line.note) if line.note else ""
        return format_html(
            '<p class="hf-said">{}{} {}{}{}</p>',
            about, line.words, self._numbers(line.sources), _unsure(line.standing), note,
        )  # fmt: skip

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


def address_of(urn: str) -> str:
    """Give the address of a programme's page."""
    return reverse("deliver:programme", args=[urn])


def standing_tag(standing: str) -> SafeString:
    """Draw what is known of something, as a tag."""
    return ui_tag(standing.capitalize(), COLOURS.get(standing, "grey"))


def _unsure(standing: str) -> SafeString | str:
    return "" if standing == CONFIRMED else format_html(" {}", standing_tag(standing))


def _listed(titles: list[str]) -> str:
    first, *others = titles
    return ", ".join([first, *(title[0].lower() + title[1:] for title in others)])
