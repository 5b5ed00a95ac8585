"""Addresses of the feeds."""

from django.urls import path

from . import feeds

app_name = "notify"
urlpatterns = [
    path("opportunities.rss", feeds.Opportunities(), name="rss"),
    path("opportunities.ics", feeds.deadlines, name="calendar"),
]
