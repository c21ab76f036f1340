"""The addresses of the look itself, of the five questions, and of pages about the service."""

from django.urls import path

from holdfast_web.ui.views import about, look, question

urlpatterns = [
    path("look.css", look.style_sheet, name="look"),
    path("look/logo", look.logo, name="logo"),
    path("robots.txt", look.robots, name="robots"),
    path("questions/<slug:name>/", question.question, name="question"),
    path("about/accessibility/", about.accessibility, name="accessibility"),
    path("about/privacy/", about.privacy, name="privacy"),
    path("about/cookies/", about.cookies, name="cookies"),
]
