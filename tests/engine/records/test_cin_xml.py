"""CIN census files: real ones, odd ones and broken ones, read by `holdfast.records.cin_xml`."""

import io
import random
import subprocess
import sys
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.fixtures_elsewhere import shared

from holdfast.kernel.errors import InputError
from holdfast.library.return_layout import Kind, return_layout
from holdfast.records import cin_xml
from holdfast.records.batch import Batch, Heading
from holdfast.records.cin_xml import read_cin

HEADER = """
  <Header>
    <CollectionDetails>
      <Collection>CIN</Collection><Year>2025</Year><ReferenceDate>2025-03-31</ReferenceDate>
    </CollectionDetails>
    <Source><SourceLevel>L</SourceLevel><LEA>201</LEA></Source>
  </Header>"""
CHILD = """
    <Child>
      <ChildIdentifiers>
        <LAchildID>A1</LAchildID><UPN>A123456789012</UPN><FormerUPN>B2</FormerUPN>
        <UPNunknown>UN3</UPNunknown><PersonBirthDate>2015-03-27</PersonBirthDate>
        <Sex>F</Sex>
      </ChildIdentifiers>
      <ChildCharacteristics>
        <Ethnicity>WBRI</Ethnicity>
        <Disabilities><Disability>HEAR</Disability><Disability>HAND</Disability></Disabilities>
      </ChildCharacteristics>
      <CINdetails>
        <CINreferralDate>2024-10-06</CINreferralDate><ReferralSource>1A</ReferralSource>
        <PrimaryNeedCode>N4</PrimaryNeedCode><DateOfInitialCPC>2024-12-06</DateOfInitialCPC>
        <Assessments>
          <AssessmentActualStartDate>2024-10-08</AssessmentActualStartDate>
          <AssessmentInternalReviewDate>2024-10-20</AssessmentInternalReviewDate>
          <AssessmentAuthorisationDate>2024-11-01</AssessmentAuthorisationDate>
          <FactorsIdentifiedAtAssessment>
            <AssessmentFactors>2A</AssessmentFactors><AssessmentFactors>3B</AssessmentFactors>
          </FactorsIdentifiedAtAssessment>
        </Assessments>
        <Assessments>
          <AssessmentActualStartDate>2025-01-08</AssessmentActualStartDate>
          <FactorsIdentifiedAtAssessment/>
        </Assessments>
        <CINPlanDates><CINPlanStartDate>2024-11-02</CINPlanStartDate></CINPlanDates>
        <Section47>
          <S47ActualStartDate>2024-11-20</S47ActualStartDate>
          <InitialCPCtarget>2024-12-11</InitialCPCtarget>
          <DateOfInitialCPC>2024-12-07</DateOfInitialCPC>
          <ICPCnotRequired>false</ICPCnotRequired>
        </Section47>
        <ReferralNFA>0</ReferralNFA>
        <ChildProtectionPlans>
          <CPPstartDate>2024-12-07</CPPstartDate><CPPendDate>2025-03-14</CPPendDate>
          <InitialCategoryOfAbuse>PHY</InitialCategoryOfAbuse>
          <LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse>
          <NumberOfPreviousCPP>1</NumberOfPreviousCPP>
          <Reviews>
            <CPPreviewDate>2025-01-15</CPPreviewDate><CPPreviewDate>2025-03-01</CPPreviewDate>
          </Reviews>
        </ChildProtectionPlans>
        <PreProceedingsandFGDM>
          <PPStartDate>2025-01-09</PPStartDate><FGDMMeetingOffer>1</FGDMMeetingOffer>
          <ReviewMeetingsCount>3</ReviewMeetingsCount><PPOutcome>A</PPOutcome>
          <LetterInitCPDate>2025-02-05</LetterInitCPDate>
        </PreProceedingsandFGDM>
      </CINdetails>
      <CINdetails>
        <CINreferralDate>2025-03-20</CINreferralDate><ReferralSource>6</ReferralSource>
        <CINclosureDate>2025-03-25</CINclosureDate><ReasonForClosure>RC8</ReasonForClosure>
        <ReferralNFA>true</ReferralNFA>
      </CINdetails>
    </Child>"""
UNBORN = """
    <Child>
      <ChildIdentifiers>
        <LAchildID>A2</LAchildID><ExpectedPersonBirthDate>2025-08-01</ExpectedPersonBirthDate>
        <GenderCurrent>0</GenderCurrent>
      </ChildIdentifiers>
      <ChildCharacteristics><Ethnicity>NOBT</Ethnicity></ChildCharacteristics>
      <CINdetails>
        <CINreferralDate>2025-02-01</CINreferralDate><ReferralSource>3A</ReferralSource>
        <ReferralNFA>no</ReferralNFA>
      </CINdetails>
    </Child>"""


def message(*children: str, header: str = HEADER) -> bytes:
    return f"<Message>{header}<Children>{''.join(children)}</Children></Message>".encode()


def read(content: bytes):
    """Read to the end: heading, one frame a table, and the notes."""
    heading, items = read_cin(io.BytesIO(content), "cin.xml")
    frames: dict[str, list[pl.DataFrame]] = {}
    notes = []
    for item in items:
        if isinstance(item, Batch):
            frames.setdefault(item.table, []).append(item.frame)
        else:
            notes.append(item)
    return heading, {table: pl.concat(parts) for table, parts in frames.items()}, notes


def plainly(content: bytes) -> dict[str, pl.DataFrame]:
    """Read the same tables from a whole tree, slowly and by the book, to compare with."""
    root = etree.fromstring(content)
    frames = {}
    for table in return_layout("cin"):
        kept = [c for c in table.columns.values() if c.kind is not Kind.WITHHELD]
        rows = []
        for number, block in enumerate(root.findall(f"Children/{table.element}"), 1):
            row = {"row": number}
            for column in kept:
                found = [
                    e.text for path in column.xml_paths for e in block.xpath(path) if e.text
                ]
                many = column.kind is Kind.CODES
                row[column.name] = (";".join(found) if many else found[0]) if found else None
            own = [c.name for c in kept if not c.xml.startswith("..")]
            if table.name == "cin_children" or any(row[name] for name in own):
                rows.append(row)
        if rows:
            schema = {"row": pl.Int64} | {column.name: pl.String for column in kept}
            frames[table.name] = pl.DataFrame(rows, schema=schema)
    return frames


def test_every_block_of_a_child_becomes_rows_of_its_table():
    heading, frames, notes = read(message(CHILD, UNBORN))

    assert heading == Heading(year=2025, reference_date=date(2025, 3, 31))
    assert notes == []
    assert {table: frame.rows() for table, frame in frames.items()} == {
        "cin_children": [
            (1, "A1", "2015-03-27", None, "F", None, "WBRI", "HEAR;HAND"),
            (2, "A2", None, "2025-08-01", "0", None, "NOBT", None),
        ],
        "cin_referrals": [
            (1, "A1", "2024-10-06", "1A", "N4", None, None, "2024-12-06", "0"),
            (2, "A1", "2025-03-20", "6", None, "2025-03-25", "RC8", None, "true"),
            (3, "A2", "2025-02-01", "3A", None, None, None, None, "no"),
        ],
        "cin_assessments": [
            (1, "A1", "2024-10-06", "2024-10-08", "2024-10-20", "2024-11-01", "2A;3B"),
            (2, "A1", "2024-10-06", "2025-01-08", None, None, None),
        ],
        "cin_plans": [(1, "A1", "2024-10-06", "2024-11-02", None)],
        "cin_section47": [
            (1, "A1", "2024-10-06", "2024-11-20", "2024-12-11", "2024-12-07", "false")
        ],
        "cin_protection_plans": [
            (1, "A1", "2024-10-06", "2024-12-07", "2025-03-14", "PHY", "NEG", "1")
        ],
        "cin_protection_reviews": [
            (1, "A1", "2024-12-07", "2025-01-15"),
            (2, "A1", "2024-12-07", "2025-03-01"),
        ],
        "cin_pre_proceedings": [
            (
                1,
                "A1",
                "2024-10-06",
                "2025-01-09",
                None,
                "1",
                None,
                None,
                "3",
                None,
                "A",
                None,
                "2025-02-05",
            )
        ],
    }


def test_columns_are_those_of_the_layout_without_what_is_withheld():
    _, frames, _ = read(message(CHILD))

    assert {table: frame.columns for table, frame in frames.items()} == {
        table.name: ["row", *(c.name for c in table.columns.values() if c.kind != "withheld")]
        for table in return_layout("cin")
    }


def test_a_upn_is_never_handed_over():
    _, frames, _ = read(message(CHILD))

    texts = {cell for frame in frames.values() for row in frame.rows() for cell in row}
    assert texts.isdisjoint({"A123456789012", "B2", "UN3"})


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("<Message>", '<Message xmlns="urn:dfe:cin">'),
        lambda text: (
            text.replace("<", "<d:")
            .replace("<d:/", "</d:")
            .replace("<d:Message>", '<d:Message xmlns:d="urn:dfe:cin">')
        ),
        lambda text: text.replace("\n", "").replace("  ", ""),
        lambda text: text.replace("><", ">\r\n\t<"),
        lambda text: text.replace("<LAchildID>", "<!-- x --><LAchildID><!-- x -->"),
        lambda text: text.replace("<LAchildID>", "stray text<LAchildID>"),
        lambda text: text.replace("</Child>", "</Child><?page 2?>"),
        lambda text: text.replace("A1<", "<![CDATA[A1]]><"),
    ],
)
def test_the_same_tables_however_the_file_is_written(change):
    text = message(CHILD, UNBORN).decode()

    written = read(change(text).encode())
    assert [frame.rows() for frame in written[1].values()] == [
        frame.rows() for frame in read(text.encode())[1].values()
    ]
    assert written[2] == []


def test_the_same_tables_in_utf_16():
    text = '<?xml version="1.0" encoding="UTF-16"?>' + message(CHILD).decode()

    assert read(text.encode("utf-16"))[1].keys() == read(message(CHILD))[1].keys()


NAMES = [
    "CIN_Census_2024.xml", "CIN_Census_2026.xml", "fake_CIN_data.xml", "liia_cin-2022.xml"
]  # fmt: skip


@pytest.mark.parametrize("name", ["our own", *NAMES])
def test_a_file_gives_what_a_plain_reading_of_its_tree_gives(name):
    path = shared(f"fixtures/cin/{name}")
    content = path.read_bytes() if path else message(CHILD, UNBORN, CHILD)

    _, frames, _ = read(content)

    expected = plainly(content)
    assert {table: frame.rows() for table, frame in frames.items()} == {
        table: frame.rows() for table, frame in expected.items()
    }


def shuffled(content: bytes, seed: int) -> bytes:
    """Put the elements inside every element in another order; those of one name keep theirs."""
    rng = random.Random(seed)  # noqa: S311
    root = etree.fromstring(content)
    for element in root.iter():
        if element.tag in {"Message", "Children"}:
            continue
        names = [child.tag for child in element]
        queues = {name: [child for child in element if child.tag == name] for name in names}
        rng.shuffle(names)
        element[:] = [queues[name].pop(0) for name in names]
    return etree.tostring(root)


@given(seed=st.integers(0, 10_000))
def test_the_order_of_elements_inside_a_block_does_not_matter(seed):
    content = message(CHILD, UNBORN, CHILD)

    mixed = read(shuffled(content, seed))

    assert [f.rows() for f in mixed[1].values()] == [
        f.rows() for f in read(content)[1].values()
    ]


@given(seed=st.integers(0, 10_000), share=st.floats(0, 0.9))
def test_elements_may_be_missing_anywhere(seed, share):
    rng = random.Random(seed)  # noqa: S311
    root = etree.fromstring(message(CHILD, UNBORN, CHILD, CHILD))
    for element in root.xpath("Children/Child//*"):
        around = element.getparent()
        if around is not None and rng.random() < share:
            around.remove(element) if rng.random() < 0.5 else element.clear()
    content = etree.tostring(root)

    _, frames, _ = read(content)

    assert {table: frame.rows() for table, frame in frames.items()} == {
        table: frame.rows() for table, frame in plainly(content).items()
    }


def test_batches_end_between_children_and_rows_go_on_being_numbered(monkeypatch):
    whole = read(message(CHILD, UNBORN, CHILD, CHILD, UNBORN))

    monkeypatch.setattr(cin_xml, "CHILDREN_A_BATCH", 2)
    parts = read(message(CHILD, UNBORN, CHILD, CHILD, UNBORN))

    assert [f.rows() for f in parts[1].values()] == [f.rows() for f in whole[1].values()]


def test_a_child_without_an_id_is_handed_over_to_be_refused():
    _, frames, _ = read(message(CHILD.replace("<LAchildID>A1</LAchildID>", ""), UNBORN))

    assert [frame["child"][0] for frame in frames.values()] == [None] * 8
    assert frames["cin_referrals"]["child"].to_list() == [None, None, "A2"]


@pytest.mark.parametrize(
    ("identifiers", "sex"),
    [
        ("<Sex>M</Sex>", "M"),
        ("<GenderCurrent>1</GenderCurrent>", "1"),
        ("<GenderCurrent>1</GenderCurrent><Sex/>", "1"),
        ("<GenderCurrent/><Sex>M</Sex>", "M"),
        ("<Sex>M</Sex><GenderCurrent>1</GenderCurrent>", "M"),
        ("<Sex/>", None),
    ],
)
def test_sex_goes_by_either_name(identifiers, sex):
    child = f"<Child><ChildIdentifiers><LAchildID>A</LAchildID>{identifiers}</ChildIdentifiers>"

    _, frames, _ = read(message(child + "</Child>"))

    assert frames["cin_children"]["sex"].to_list() == [sex]


def test_a_value_outside_its_block_reaches_no_other_child():
    stray = """<Child><ChildIdentifiers><LAchildID>A3</LAchildID></ChildIdentifiers>
      <CINreferralDate>2001-01-01</CINreferralDate><CPPstartDate>2001-01-01</CPPstartDate>
      <DateOfInitialCPC>2001-01-01</DateOfInitialCPC></Child>"""

    _, frames, notes = read(message(CHILD, stray))

    expected = read(message(CHILD))[1]
    expected["cin_children"] = frames["cin_children"]
    assert [f.rows() for f in frames.values()] == [f.rows() for f in expected.values()]
    assert [note.code for note in notes] == ["records.cin-elements-misplaced"]


def test_a_block_outside_its_block_belongs_to_no_child():
    stray = """<Child><ChildIdentifiers><LAchildID>A3</LAchildID></ChildIdentifiers>
      <Section47><S47ActualStartDate>2025-01-01</S47ActualStartDate></Section47></Child>"""

    _, frames, _ = read(message(CHILD, stray))

    assert frames["cin_section47"].select("child", "referral_date", "start").rows() == [
        ("A1", "2024-10-06", "2024-11-20"),
        (None, None, "2025-01-01"),
    ]


def test_blocks_that_hold_nothing_are_passed_over_and_counted():
    empty = (
        "<Section47/><Section47><S47ActualStartDate/></Section47><CINPlanDates/></CINdetails>"
    )

    _, frames, notes = read(message(CHILD.replace("</CINdetails>", empty, 1)))

    assert frames["cin_section47"]["row"].to_list() == [1]
    assert [(note.code, note.where, note.text[:2]) for note in notes] == [
        ("records.cin-blocks-empty", "cin.xml, Child/CINdetails/CINPlanDates", "1 "),
        ("records.cin-blocks-empty", "cin.xml, Child/CINdetails/Section47", "2 "),
    ]


def test_elements_that_are_no_part_of_the_census_are_kept_out_and_said():
    extra = "<Postcode>LS1 1AA</Postcode><LAchildID>"

    _, frames, notes = read(message(CHILD.replace("<LAchildID>", extra)))

    assert frames["cin_children"].rows() == read(message(CHILD))[1]["cin_children"].rows()
    assert [(note.code, note.text.rpartition(": ")[2]) for note in notes] == [
        ("records.cin-elements-unknown", "Postcode.")
    ]


@pytest.mark.parametrize(
    ("details", "heading", "codes"),
    [
        (
            "<Year>2023</Year><ReferenceDate>2024-03-31</ReferenceDate>",
            Heading(year=2024, reference_date=date(2024, 3, 31)),
            ["records.cin-year-contradicted"],
        ),
        (
            "<ReferenceDate>2024-03-31T00:00:00</ReferenceDate>",
            Heading(year=2024, reference_date=date(2024, 3, 31)),
            [],
        ),
        (
            "<Year>2023</Year><ReferenceDate>2022-07-21</ReferenceDate>",
            Heading(year=2023, reference_date=date(2022, 7, 21)),
            ["records.cin-part-of-a-year"],
        ),
        (
            "<Year>2026</Year><ReferenceDate>31 March</ReferenceDate>",
            Heading(year=2026, reference_date=date(2026, 3, 31)),
            ["records.cin-reference-date-missing"],
        ),
        (
            "<Year>2026</Year><ReferenceDate>1926-03-31</ReferenceDate>",
            Heading(year=2026, reference_date=date(2026, 3, 31)),
            ["records.cin-reference-date-missing"],
        ),
        ("<Year>26</Year>", Heading(), ["records.cin-year-missing"]),
        ("", Heading(), ["records.cin-year-missing"]),
    ],
)
def test_the_reference_date_says_which_census_this_is(details, heading, codes):
    header = f"<Header><CollectionDetails>{details}</CollectionDetails></Header>"

    found, _, notes = read(message(CHILD, header=header))

    assert found == heading
    assert [note.code for note in notes] == codes


@pytest.mark.parametrize("children", [(), (CHILD,)])
def test_a_file_without_a_header_is_read_and_said(children):
    heading, frames, notes = read(message(*children, header=""))

    assert heading is None
    assert len(frames) == 8 * len(children)
    assert [note.code for note in notes] == [
        "records.cin-no-header",
        *([] if children else ["records.cin-no-children"]),
    ]


def test_a_header_after_the_children_says_nothing_of_their_year():
    content = message(CHILD, header="").replace(b"</Message>", f"{HEADER}</Message>".encode())

    heading, frames, _ = read(content)

    assert heading is None
    assert frames["cin_children"].height == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (message(header=HEADER.replace("CIN<", "SC<")), "records.cin-other-collection"),
        (b"<EXPSSDA903><CHILD/></EXPSSDA903>", "records.xml-wrong-root"),
        (message(CHILD, CHILD)[:-30], "records.xml-truncated"),
        (message(CHILD) + b"<Child/>", "records.xml-broken"),
    ],
)
def test_a_file_that_is_no_whole_cin_census_is_refused(content, code):
    with pytest.raises(InputError) as caught:
        read(content)

    assert caught.value.code == code
    assert "A1" not in str(caught.value)


MEASURE = """
import io, resource, sys
from tests.engine.records.test_cin_xml import CHILD, HEADER
from holdfast.records import cin_xml
cin_xml.CHILDREN_A_BATCH = 500
class File(io.RawIOBase):
    "A file of so many children that is never whole in memory."
    def __init__(self, children):
        self._pieces = self._parts(children)
        self._ready = b""
    def _parts(self, children):
        yield f"<Message>{HEADER}<Children>".encode()
        for number in range(children):
            yield CHILD.replace("A1", f"A{number}").encode()
        yield b"</Children></Message>"
    def read(self, size=-1):
        while len(self._ready) < size and (piece := next(self._pieces, None)):
            self._ready += piece
        given, self._ready = self._ready[:size], self._ready[size:]
        return given
_, items = cin_xml.read_cin(File(int(sys.argv[1])), "cin.xml")
rows = sum(item.frame.height for item in items)
print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def rows_and_peak(children: int) -> tuple[int, int]:
    told = subprocess.run(
        [sys.executable, "-c", MEASURE, str(children)],
        check=True,
        capture_output=True,
        text=True,
    )
    rows, peak = told.stdout.split()
    return int(rows), int(peak)


def test_memory_does_not_grow_with_the_file():
    few_rows, few = rows_and_peak(2_000)
    many_rows, many = rows_and_peak(20_000)

    assert many_rows == 10 * few_rows
    assert many < 1.1 * few
