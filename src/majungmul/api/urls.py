"""Addresses of the two APIs."""

from django.urls import path

from .common_grants.views import api as common_grants
from .v1.views import api as v1

urlpatterns = [
    path("common-grants/", common_grants.urls),
    path("api/v1/", v1.urls),
]
