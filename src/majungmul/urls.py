"""Every address of the house. The API and the feeds come before the pages."""

from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("majungmul.api.urls")),
    path("feeds/", include("majungmul.notify.urls")),
    path("", include("majungmul.portal.urls")),
]

handler400 = "majungmul.portal.views.errors.bad_request"
handler403 = "majungmul.portal.views.errors.forbidden"
handler404 = "majungmul.portal.views.errors.not_found"
