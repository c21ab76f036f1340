"""Returns made for one test, of invented children: CSV text, XML of the same, folders, zips."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from holdfast.library.return_layout import return_layout
from holdfast.records.pseudonym import Pseudonyms
from holdfast.records.returns import Returns, read_returns

SECRET = b"a secret made for tests only"
LAYOUT = return_layout("ssda903").tables

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN\n"
)

TABLES: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "header": (
        {"CHILD": "A1", "SEX": "1", "DOB": "02/05/2010", "ETHNIC": "WBRI", "UPN": "UN1"},
        {
            "CHILD": "B2", "SEX": "2", "DOB": "30/11/2004", "ETHNIC": "MWBC", "MOTHER": "1",
            "MC_DOB": "09/01/2021", "UPN": "A123456789012",
        },
    ),
    "episodes": (
        {
            "CHILD": "A1", "DECOM": "04/04/2020", "RNE": "S", "LS": "C2", "CIN": "N1",
            "PLACE": "U4", "PLACE_PROVIDER": "PR1", "DEC": "01/09/2020", "REC": "X1",
            "REASON_PLACE_CHANGE": "CARPL", "HOME_POST": "LS1 4AB", "PL_POST": "BD12 0CD",
            "URN": "SC123456",
        },
        {
            "CHILD": "A1", "DECOM": "01/09/2020", "RNE": "P", "LS": "C2", "CIN": "N1",
            "PLACE": "K2", "PLACE_PROVIDER": "PR4", "URN": "SC654321",
        },
        {
            "CHILD": "B2", "DECOM": "15/06/2020", "RNE": "S", "LS": "V2", "CIN": "N5",
            "PLACE": "U6", "PLACE_PROVIDER": "PR4", "DEC": "14/12/2020", "REC": "E4A",
        },
    ),
    "reviews": (
        {"CHILD": "A1", "DOB": "02/05/2010", "REVIEW": "30/04/2020", "REVIEW_CODE": "PN1"},
        {"CHILD": "A1", "DOB": "02/05/2010", "REVIEW": "30/10/2020", "REVIEW_CODE": "PN3"},
    ),
    "uasc": ({"CHILD": "B2", "SEX": "2", "DOB": "30/11/2004", "DUC": "30/11/2022"},),
    "oc2": (
        {
            "CHILD": "A1", "DOB": "02/05/2010", "SDQ_SCORE": "17", "CONVICTED": "0",
            "HEALTH_CHECK": "1", "IMMUNISATIONS": "1", "TEETH_CHECK": "1",
            "HEALTH_ASSESSMENT": "1", "SUBSTANCE_MISUSE": "0",
        },
    ),
    "oc3": (
        {
            "CHILD": "B2", "DOB": "30/11/2004", "IN_TOUCH": "YES", "ACTIV": "F2",
            "ACCOM": "B1",
        },
    ),
    "ad1": (
        {
            "CHILD": "A1", "DOB": "02/05/2010", "DATE_INT": "01/06/2020",
            "DATE_MATCH": "02/06/2020", "FOSTER_CARE": "0", "NB_ADOPTR": "2",
            "SEX_ADOPTR": "MF", "LS_ADOPTR": "L11",
        },
    ),
    "placed_adoption": (
        {
            "CHILD": "A1", "DOB": "02/05/2010", "DATE_PLACED": "03/06/2020",
            "DATE_PLACED_CEASED": "04/07/2020", "REASON_PLACED_CEASED": "RD1",
        },
    ),
    "prev_perm": (
        {"CHILD": "A1", "DOB": "02/05/2010", "PREV_PERM": "P1", "LA_PERM": "383",
         "DATE_PERM": "01/01/2015"},
    ),
    "missing": (
        {"CHILD": "B2", "DOB": "30/11/2004", "MISSING": "M", "MIS_START": "01/07/2020",
         "MIS_END": "03/07/2020"},
        {"CHILD": "B2", "DOB": "30/11/2004", "MISSING": "A", "MIS_START": "01/08/2020"},
    ),
}  # fmt: skip
"""One return for the year to 31 March 2021, a table under its name without `ssda903_`."""

Rows = Iterable[Mapping[str, str]]


def headings(table: str) -> list[str]:
    return [column.heading for column in LAYOUT[f"ssda903_{table}"].columns.values()]


def csv_text(table: str, rows: Rows | None = None, *, delimiter: str = ",") -> str:
    """Write one table as an authority would, with every column."""
    text = io.StringIO()
    writer = csv.DictWriter(text, headings(table), restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(TABLES[table] if rows is None else rows)
    return text.getvalue()


def xml_text(tables: Mapping[str, Rows] = TABLES) -> str:
    """Write the same return as EXPSSDA903, a child at a time."""
    rows = {name: list(found) for name, found in tables.items()}
    children = "".join(_child(header, rows) for header in rows["header"])
    return f'<?xml version="1.0"?>\n<EXPSSDA903>{children}\n</EXPSSDA903>\n'


def _child(header: Mapping[str, str], rows: Mapping[str, list[Mapping[str, str]]]) -> str:
    def of_child(table: str) -> list[Mapping[str, str]]:
        return [row for row in rows.get(table, []) if row["CHILD"] == header["CHILD"]]

    def elements(table: str, row: Mapping[str, str], *, without: Iterable[str] = ()) -> str:
        columns = LAYOUT[f"ssda903_{table}"].columns.values()
        return "".join(
            f"<{c.xml}>{escape(row.get(c.heading) or '')}</{c.xml}>"
            for c in columns
            if c.heading not in without
        )

    shared = ("CHILD", "DOB", "SEX")
    flat = "".join(
        elements(table, row, without=shared)
        for table in ("uasc", "ad1", "oc3")
        for row in of_child(table)
    )
    nested = "".join(
        f"<{element}>{elements(table, row, without=shared)}</{element}>"
        for table, element in (
            ("missing", "AMISSING"),
            ("reviews", "AREVIEW"),
            ("prev_perm", "PERMANENCE"),
            ("oc2", "OC2"),
            ("placed_adoption", "AD_PLACED"),
        )
        for row in of_child(table)
    )
    episodes = "".join(
        f"\n<EPISODE>{elements('episodes', row, without=['CHILD'])}</EPISODE>"
        for row in of_child("episodes")
    )
    flag = f"<UASC>{int(bool(of_child('uasc')))}</UASC>"
    return (
        f"\n<CHILD><HEADER>{elements('header', header)}{flag}{flat}{nested}</HEADER>"
        f"{episodes}</CHILD>"
    )


def write_return(folder: Path, tables: Mapping[str, Rows] = TABLES) -> Path:
    """Write one return as a folder of CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        (folder / f"{table}.csv").write_text(csv_text(table, rows), encoding="utf-8")
    return folder


def zip_folder(folder: Path, archive: Path) -> Path:
    """Pack a folder, its own name included."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(folder.rglob("*")):
            packed.write(path, path.relative_to(folder.parent).as_posix())
    return archive


def read(path: Path, stage: Path, **given: object) -> Returns:
    """Read returns with the secret of the tests."""
    return read_returns(path, stage=stage, pseudonyms=Pseudonyms(SECRET), **given)
