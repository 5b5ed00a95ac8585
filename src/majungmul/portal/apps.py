from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "majungmul.portal"
    label = "portal"
