"""Moves of children from one stage of the journey to the next."""

from datetime import date

import polars as pl

from holdfast.change.moves import moves


def test_moves_count_each_child_once_in_the_order_of_the_journey(engine, journeys):
    def went(child):
        return [
            (child, "child_in_need", date(2022, 1, 1), date(2022, 9, 1), "N1"),
            (child, "section_47", date(2022, 2, 1), date(2022, 2, 9)),
            (child, "section_47", date(2022, 3, 1), date(2022, 3, 9)),
            (child, "assessment", date(2022, 1, 1), date(2022, 2, 1)),
            (child, "looked_after", date(2022, 4, 1), date(2022, 5, 1)),
            (child, "return_home", date(2022, 5, 1), None),
            (child, "section_47", date(2022, 6, 1), date(2022, 6, 9)),
            (child, "looked_after", date(2022, 6, 20), None),
        ]

    made = journeys([*went("a"), *went("b")[:2], *went("left out")])

    found = moves(engine, made, pl.Series(["a", "b"]))

    assert dict(found.stages) == {
        "child_in_need": 2, "section_47": 2, "looked_after": 1, "return_home": 1,
    }  # fmt: skip
    assert list(found.moves.items()) == [
        (("child_in_need", "section_47"), 2),
        (("section_47", "looked_after"), 1),
        (("looked_after", "return_home"), 1),
        (("return_home", "section_47"), 1),
    ]


def test_a_named_stage_is_drawn_too_and_ties_follow_the_journey(engine, journeys):
    made = journeys(
        [
            ("a", "child_in_need", date(2022, 1, 1), None, "N1"),
            ("a", "assessment", date(2022, 1, 1), date(2022, 2, 1)),
        ]
    )

    found = moves(engine, made, pl.Series(["a"]), named=["assessment"])

    assert dict(found.moves) == {("assessment", "child_in_need"): 1}


def test_nobody_makes_no_moves(engine, journeys):
    found = moves(engine, journeys([], {"a": {}}), pl.Series([], dtype=pl.String))

    assert (dict(found.stages), dict(found.moves)) == ({}, {})
