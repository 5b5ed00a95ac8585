from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "majungmul.desk"
    label = "desk"
