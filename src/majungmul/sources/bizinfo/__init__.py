"""기업마당 (bizinfo.go.kr): support programmes of ministries and provinces."""

from .client import Bizinfo

SOURCE = Bizinfo()

__all__ = ["SOURCE", "Bizinfo"]
