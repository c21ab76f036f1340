"""How are the files written? Chunk after chunk onto the end of each: memory stays flat."""

from __future__ import annotations

import zipfile
from contextlib import ExitStack
from typing import TYPE_CHECKING, BinaryIO

from holdfast.synthetic.cin_xml import CLOSING, children_text, opening
from holdfast.synthetic.dirt import BRITISH, Paper
from holdfast.synthetic.ssda903 import FILES, tables_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    import polars as pl

    from holdfast.synthetic.settings import Settings

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)  # so that the same returns give the same archive


class ReturnFiles:
    """Every file of the returns, open until the last chunk is written."""

    def __init__(self, settings: Settings, root: Path) -> None:
        self._settings, self._root = settings, root
        self._stack = ExitStack()
        self._tables: dict[tuple[int, str], BinaryIO] = {}
        self._censuses: dict[int, BinaryIO] = {}
        self._begun: set[tuple[int, str]] = set()
        self.rows = 0

    def __enter__(self) -> Self:
        """Open every file; each census has its header at once."""
        census = self._root / "cin"
        census.mkdir(parents=True)
        for year in self._settings.collection_years:
            folder = self._root / "ssda903" / str(year)
            folder.mkdir(parents=True)
            for name in tables_in(year):
                self._tables[year, name] = self._open(folder / f"{FILES[name]}.csv")
            self._censuses[year] = self._open(census / f"CIN_{year}.xml")
            self._censuses[year].write(opening(year).encode())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Finish each census and close every file."""
        if error is None:
            for file in self._censuses.values():
                file.write(CLOSING.encode())
        self._stack.close()

    def ssda903(self, year: int, tables: Mapping[str, pl.DataFrame]) -> None:
        """Write a chunk of one year's SSDA903."""
        encoding = Paper.of(self._settings, year).encoding
        for name, frame in tables.items():
            at = (year, name)
            first = at not in self._begun
            self._begun.add(at)
            text = frame.write_csv(include_header=first, date_format=BRITISH)
            if encoding == "utf-16":  # the mark of its byte order stands once, at the start
                content = ("\ufeff" * first + text).encode("utf-16-le")
            else:
                content = text.encode(encoding)
            self._tables[at].write(content)
            self.rows += len(frame)

    def cin(self, year: int, tables: Mapping[str, pl.DataFrame]) -> None:
        """Write a chunk of one year's CIN census."""
        self._censuses[year].write(children_text(tables, year).encode())
        self.rows += sum(len(frame) for frame in tables.values())

    def _open(self, path: Path) -> BinaryIO:
        return self._stack.enter_context(path.open("wb"))


def zip_folder(folder: Path, archive: Path) -> None:
    """Put a folder into a zip whose bytes depend on the files' names and contents alone."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as into:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder.parent).as_posix()
            member = zipfile.ZipInfo(name, ZIP_EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            into.writestr(member, path.read_bytes(), compresslevel=9)
