"""How do the sections of findings become what a template can draw?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.evaluation.report.table import Figure, Table
from holdfast_web.ui.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING = Table(caption="", headings=(), rows=())


def laid_out(content: Mapping[str, Any]) -> dict[str, Any]:
    """Give the content with figures as the engine's, and tables drawn."""
    return {
        **content,
        "sections": [
            {**section, "blocks": [_block(block) for block in section["blocks"]]}
            for section in content["sections"]
        ],
    }


def _block(block: Mapping[str, Any]) -> dict[str, Any]:
    if block["kind"] == "figure":
        return {"kind": "figure", "figure": _figure(block)}
    if block["kind"] == "table":
        of = _table(block["table"])
        return {**block, "drawn": table(of.caption, of.headings, of.rows)}
    return dict(block)


def _figure(block: Mapping[str, Any]) -> Figure:
    tables = [_table(one) for one in block["tables"]]
    return Figure(
        id=block["id"],
        title=block["title"],
        description=block["description"],
        wide=block["wide"],
        narrow=block["narrow"],
        missing=block["missing"],
        table=tables[0] if tables else NOTHING,
        second=tables[1] if len(tables) > 1 else None,
    )


def _table(of: Mapping[str, Any]) -> Table:
    return Table(
        caption=of["caption"],
        headings=tuple(of["headings"]),
        rows=tuple(tuple(row) for row in of["rows"]),
    )
