"""Addresses of the pages."""

from django.urls import path

from .views import (
    company,
    corrections,
    curation,
    funnel,
    home,
    notice,
    opportunities,
    organizations,
    programs,
    session,
    sources,
    statements,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("samples/remove/", home.remove_samples, name="remove-samples"),
    path("opportunities/", opportunities.opportunities, name="opportunities"),
    path("opportunities/<uuid:uuid>/", notice.opportunity, name="opportunity"),
    path("opportunities/<uuid:uuid>/same/", curation.same_call, name="same-call"),
    path("documents/<uuid:uuid>/", notice.document, name="document"),
    path("documents/<uuid:uuid>/corrections/", corrections.say, name="correct"),
    path("programs/<uuid:uuid>/", programs.program, name="program"),
    path("organizations/<uuid:uuid>/", organizations.organization, name="organization"),
    path("organizations/<uuid:uuid>/same/", curation.same_organization, name="same-organization"),
    path("organizations/merges/<int:pk>/undo/", curation.undo_merge, name="undo-merge"),
    path("statements/", statements.statements, name="statements"),
    path("statements/<slug:measure>-<slug:theme>.svg", statements.chart, name="statements-chart"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<slug:slug>/collect/", sources.collect, name="collect"),
    path("sources/doubts/<int:pk>/", curation.believe, name="believe"),
    path("sources/<slug:slug>/doubts/", curation.believe_all, name="believe-all"),
    path("company/", company.company, name="company"),
    path("company/result/", company.result, name="company-result"),
    path("company/answer/", company.answer, name="company-answer"),
    path("company/clear/", company.clear, name="company-clear"),
    path("company/sample/", company.choose_sample, name="company-sample"),
    path("company/profile.toml", company.download, name="company-toml"),
    path("company/upload/", company.upload, name="company-upload"),
    path("funnel/", funnel.draft, name="funnel"),
    path("sign-in/", session.sign_in, name="sign-in"),
    path("sign-in/<str:token>", session.sign_in_link, name="sign-in-link"),
    path("sign-out/", session.sign_out, name="sign-out"),
]
