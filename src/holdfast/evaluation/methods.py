"""How was each number come by, and where is the method published?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.evaluation.findings import Method

if TYPE_CHECKING:
    from holdfast.evaluation.protocol import Protocol

TRIALS = Method(
    what="Comparison",
    words="A sequence of monthly trials: each month, children who enrol are compared with "
    "those who could have and had not. A comparison child who enrols later is followed until "
    "then, and the others like that child count for more from then on.",
    citation="Hernán and Robins 2016, doi:10.1093/aje/kwv254; Robins and Finkelstein 2000, "
    "doi:10.1111/j.0006-341X.2000.00779.x",
)
RANDOMISED = Method(
    what="Comparison",
    words="The arms are compared as they were allotted, whoever took the programme up.",
    citation="Hollis and Campbell 1999, doi:10.1136/bmj.319.7211.670",
)
BEFORE = Method(
    what="Description",
    words="Children who began the programme are set beside children who would have been meant "
    "in the time before it. Nothing is adjusted and nothing is claimed.",
    citation="Shadish, Cook and Campbell 2002, chapter 4, ISBN 978-0-395-61556-0",
)
WEIGHTS = {
    "overlap": Method(
        what="Weights",
        words="A logistic model of enrolment on the listed covariates; each child counts by "
        "the modelled chance of being in the other arm.",
        citation="Li, Morgan and Zaslavsky 2018, doi:10.1080/01621459.2016.1260466",
    ),
    "inverse-probability": Method(
        what="Weights",
        words="A logistic model of enrolment on the listed covariates; each child counts by "
        "the inverse of the modelled chance of being in the arm they were in.",
        citation="Robins, Hernán and Brumback 2000, doi:10.1097/00001648-200009000-00011",
    ),
    "matching": Method(
        what="Weights",
        words="A logistic model of enrolment on the listed covariates; weights that mimic "
        "matching one to one.",
        citation="Li and Greene 2013, doi:10.1515/ijb-2012-0030",
    ),
}
AFTER = (
    Method(
        what="Incidence",
        words="The weighted Aalen-Johansen estimator by day, with events that end the risk of "
        "entry to care as competing events.",
        citation="Aalen and Johansen 1978, Scandinavian Journal of Statistics 5, 141-150",
    ),
    Method(
        what="Delay or prevent",
        words="The area between the two incidence curves is sliced level by level. Days gained "
        "at levels that both arms reach are delay; days above the level that the programme's "
        "arm reaches are prevention within the horizon. This pairs the first entry of one arm "
        "with the first of the other, and gives prevention its smallest share.",
        citation="Our own; the area is a difference of restricted mean times, Royston and "
        "Parmar 2013, doi:10.1186/1471-2288-13-152",
    ),
    Method(
        what="Intervals",
        words="The bootstrap: whole children or teams are drawn again, and every outcome and "
        "cost uses the same draws.",
        citation="Efron 1979, doi:10.1214/aos/1176344552; Davison and Hinkley 1997, "
        "doi:10.1017/CBO9780511802843",
    ),
)
UNSEEN = Method(
    what="What was not recorded",
    words="The E-value: the least risk ratio that something unrecorded would need with both "
    "enrolment and entry to care to explain the difference away.",
    citation="VanderWeele and Ding 2017, doi:10.7326/M16-2607",
)
SHARES = Method(
    what="Drift",
    words="Shares with Wilson intervals; the change between halves with Newcombe's.",
    citation="Wilson 1927, doi:10.1080/01621459.1927.10502953; Newcombe 1998, "
    "doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I",
)
MONEY = Method(
    what="Costs and value",
    words="Each child's days and events in the horizon at unit cost, recurring and one-off "
    "apart, discounted from day 0. Net saving is the comparison arm's mean cost less the "
    "programme arm's, less the programme's cost for each child served.",
    citation="Ward, Holmes and Soper 2008, Costs and Consequences of Placing Children in Care; "
    "HM Treasury, The Green Book",
)
DISCLOSURE = Method(
    what="Disclosure control",
    words="Small counts are suppressed, others rounded, and further ones suppressed until no "
    "hidden count can be worked out from those shown.",
    citation="Hundepool and others 2012, Statistical Disclosure Control, "
    "doi:10.1002/9781118348239",
)


def methods(protocol: Protocol) -> tuple[Method, ...]:
    """List the methods that a protocol uses, in the order of the report."""
    if protocol.design == "before-after":
        return (BEFORE, AFTER[0], AFTER[2], SHARES, MONEY, DISCLOSURE)
    comparison = RANDOMISED if protocol.design == "randomised" else TRIALS
    weights = WEIGHTS.get(protocol.comparison.weights) if protocol.covariates else None
    unseen = (UNSEEN,) if protocol.design == "matched-comparison" else ()
    weighed = (weights,) if weights is not None else ()
    return (comparison, *weighed, *AFTER, *unseen, SHARES, MONEY, DISCLOSURE)
