"""A language model to ask, where the user named one: `majungmul read --assist`."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from majungmul.facts import assisted
from majungmul.facts.assisted import Ask, AssistantError

from .output import UserError, say

if TYPE_CHECKING:
    from majungmul.documents import Document
    from majungmul.terms import Reading, Statement

SECONDS = 60.0


def second_reader() -> Ask:
    """The model that the environment names. Raises UserError where it names none."""
    url, model = (os.environ.get(f"MAJUNGMUL_LLM_{name}", "") for name in ("URL", "MODEL"))
    if not (url and model):
        raise UserError(
            say(
                "--assist에는 MAJUNGMUL_LLM_URL과 MAJUNGMUL_LLM_MODEL 환경 변수가 필요합니다.",
                "--assist needs MAJUNGMUL_LLM_URL and MAJUNGMUL_LLM_MODEL in the environment.",
            ),
            2,
        )
    try:
        return endpoint(url, model, os.environ.get("MAJUNGMUL_LLM_KEY", ""))
    except AssistantError as error:
        raise UserError(str(error), 2) from error


def added_to(document: Document, reading: Reading, second: Ask) -> Reading:
    """The reading with the claims a model pointed at; without them where it does not answer."""
    try:
        more = assisted.statements(document, reading.published, reading.statements, second)
    except AssistantError as error:
        return replace(reading, warnings=(*reading.warnings, str(error)))
    found = (*reading.statements, *more.statements)
    return replace(reading, statements=tuple(sorted(found, key=_place)))


def _place(statement: Statement) -> int:
    return statement.quantity.span.start


def endpoint(url: str, model: str, key: str = "") -> Ask:
    """Asks an OpenAI-compatible server at `url`. Needs `pip install majungmul[llm]`.

    Raises AssistantError when the library is absent, or, on asking, when the server fails.
    """
    try:
        import openai
    except ImportError as error:
        raise AssistantError(
            "pip install 'majungmul[llm]'로 openai를 먼저 설치해 주세요."
        ) from error
    client = openai.OpenAI(base_url=url, api_key=key or "none", timeout=SECONDS, max_retries=1)

    def ask(told: str, text: str) -> str:
        messages: list[Any] = [
            {"role": "system", "content": told},
            {"role": "user", "content": text},
        ]
        try:
            answer = client.chat.completions.create(
                model=model,
                messages=messages,
                temperature=0,
                response_format={"type": "json_object"},
            )
            return answer.choices[0].message.content or ""
        except (openai.OpenAIError, AttributeError, IndexError, TypeError, ValueError) as error:
            raise AssistantError(
                f"{url}의 모델이 답하지 않았습니다({type(error).__name__})."
                " 주소와 모델 이름을 확인해 주세요."
            ) from error

    return ask
