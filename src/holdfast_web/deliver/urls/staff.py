"""The addresses of homes' staff, their rosters, and the lists that are brought."""

from django.urls import path

from holdfast_web.deliver.views import brought, rosters, staff

urlpatterns = [
    path("homes/<uuid:key>/staff/", staff.staff, name="staff"),
    path("homes/<uuid:key>/staff/add/", staff.staff_add, name="staff_add"),
    path("staff/<uuid:key>/", staff.staff_member, name="staff_member"),
    path("staff/<uuid:key>/change/", staff.staff_change, name="staff_change"),
    path("staff/<uuid:key>/leave/", staff.staff_leave, name="staff_leave"),
    path("staff/<uuid:key>/away/", staff.staff_away, name="staff_away"),
    path("absences/<uuid:key>/back/", staff.staff_back, name="staff_back"),
    path("homes/<uuid:key>/roster/", rosters.roster, name="roster"),
    path("homes/<uuid:key>/lists/", brought.lists, name="lists"),
    path("homes/<uuid:key>/lists/bring/", brought.list_bring, name="list_bring"),
    path("lists/<uuid:key>/", brought.list_brought, name="list"),
    path("lists/<uuid:key>/apply/", brought.list_apply, name="list_apply"),
    path("lists/<uuid:key>/undo/", brought.list_undo, name="list_undo"),
    path("lists/<uuid:key>/drop/", brought.list_drop, name="list_drop"),
]
