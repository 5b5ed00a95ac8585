"""Keys of the official sources: from the environment, and never anywhere else."""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import quote, quote_plus, unquote

from .types import SourceError

_WHERE = {
    "BIZINFO_KEY": "기업마당(bizinfo.go.kr) 정책정보 개방 메뉴",
    "DATA_GO_KR_KEY": "공공데이터포털(data.go.kr) 마이페이지",
    "SMES_TOKEN": "중소벤처24(smes.go.kr) 오픈API 신청",
}


def need(variable: str, env: Mapping[str, str] | None = None) -> str:
    """The key in `variable`, ready to be percent-encoded.

    data.go.kr hands every key out twice, encoded and not; either form may be set. Raises
    SourceError naming the variable and where the key is to be had.
    """
    value = (os.environ if env is None else env).get(variable, "").strip().strip("\"'")
    if not value:
        where = _WHERE.get(variable, "출처 기관")
        raise SourceError(
            f"인증키가 없습니다. {where}에서 받은 키를 환경변수 {variable}에 넣으세요."
        )
    return unquote(value) if "%" in value else value


def given(variable: str, env: Mapping[str, str] | None = None) -> bool:
    """Whether there is a key in `variable`."""
    return bool((os.environ if env is None else env).get(variable, "").strip().strip("\"'"))


def scrub(text: str, secrets: Mapping[str, str]) -> str:
    """`text` with every form of every secret replaced."""
    for secret in secrets.values():
        for form in {secret, quote(secret, safe=""), quote(secret), quote_plus(secret)}:
            if form:
                text = text.replace(form, "***")
    return text
