"""The addresses of fidelity: put together, over time, review by review, and the instruments."""

from django.urls import path

from holdfast_web.deliver.views import fidelity, fidelity_instruments, fidelity_reviews

urlpatterns = [
    path("fidelity/", fidelity.fidelity, name="fidelity"),
    path("fidelity/<uuid:key>/trend/", fidelity.fidelity_trend, name="fidelity_trend"),
    path("fidelity/reviews/", fidelity_reviews.fidelity_reviews, name="fidelity_reviews"),
    path(
        "fidelity/reviews/add/",
        fidelity_reviews.AddReview.as_view(),
        name="fidelity_review_add",
    ),
    path(
        "fidelity/reviews/add/<slug:step>/",
        fidelity_reviews.AddReview.as_view(),
        name="fidelity_review_add_step",
    ),
    path(
        "fidelity/reviews/<uuid:key>/",
        fidelity_reviews.fidelity_review,
        name="fidelity_review",
    ),
    path(
        "fidelity/reviews/<uuid:key>/withdraw/",
        fidelity_reviews.fidelity_review_withdraw,
        name="fidelity_review_withdraw",
    ),
    path(
        "fidelity/actions/<uuid:key>/done/",
        fidelity_reviews.review_action_done,
        name="review_action_done",
    ),
    path(
        "fidelity/instruments/",
        fidelity_instruments.fidelity_instruments,
        name="fidelity_instruments",
    ),
    path(
        "fidelity/instruments/add/",
        fidelity_instruments.fidelity_instrument_where,
        name="fidelity_instrument_where",
    ),
    path(
        "fidelity/instruments/add/<uuid:key>/",
        fidelity_instruments.fidelity_instrument_add,
        name="fidelity_instrument_add",
    ),
    path(
        "fidelity/instruments/add/<uuid:key>/own/",
        fidelity_instruments.fidelity_instrument_own,
        name="fidelity_instrument_own",
    ),
    path(
        "fidelity/instruments/<uuid:key>/",
        fidelity_instruments.fidelity_instrument,
        name="fidelity_instrument",
    ),
]
