"""The addresses of registers, on pages, on paper and as workbooks."""

from django.urls import path

from holdfast_web.deliver.views import register_files, registers

urlpatterns = [
    path("registers/", registers.registers, name="registers"),
    path("registers/<uuid:key>/", registers.register, name="register"),
    path("registers/<uuid:key>/settle/", registers.register_settle, name="register_settle"),
    path("registers/<uuid:key>/changes/", registers.register_changes, name="register_changes"),
    path("registers/<uuid:key>/print/", register_files.register_print, name="register_print"),
    path(
        "registers/<uuid:key>/workbook/",
        register_files.register_workbook_file,
        name="register_workbook",
    ),
    path(
        "registers/<uuid:key>/upload/", register_files.register_upload, name="register_upload"
    ),
    path("registers/<uuid:key>/apply/", register_files.register_apply, name="register_apply"),
]
