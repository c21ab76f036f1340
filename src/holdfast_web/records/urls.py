"""The addresses of the pages of returns."""

from django.urls import path

from holdfast_web.records.views import journeys, quality, return_sets, upload

urlpatterns = [
    path("returns/", return_sets.return_sets, name="return_sets"),
    path("returns/upload/", upload.UploadPage.as_view(), name="upload"),
    path("returns/uploads/", upload.announce, name="upload_announce"),
    path("returns/uploads/<uuid:key>/", upload.OneUpload.as_view(), name="upload_standing"),
    path("returns/uploads/<uuid:key>/finish/", upload.finish, name="upload_finish"),
    path("returns/uploads/files/<uuid:key>/<int:at>", upload.piece, name="upload_piece"),
    path("returns/<uuid:key>/", return_sets.return_set, name="return_set"),
    path("returns/<uuid:key>/delete/", return_sets.delete, name="return_set_delete"),
    path("returns/<uuid:key>/quality/", quality.quality, name="quality"),
    path("returns/<uuid:key>/quality/refused.csv", quality.refused, name="refused"),
    path("returns/<uuid:key>/journeys/", journeys.journeys, name="journeys"),
    path("returns/<uuid:key>/children/", journeys.children, name="children"),
    path("returns/<uuid:key>/children/<str:pseudonym>/", journeys.child, name="child"),
]
