"""보조금24 공공서비스 (data.go.kr 15113968): list, detail and support conditions in one notice."""

from .client import Gov24

SOURCE = Gov24()

__all__ = ["SOURCE", "Gov24"]
