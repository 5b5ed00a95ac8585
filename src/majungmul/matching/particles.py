"""Korean particles that follow the sound before them."""

from __future__ import annotations

import re

_BRACKETED = re.compile(r"(?<=\S)\([^()]*\)$")
_DIGITS_CLOSED = frozenset("013678")  # 영 일 삼 육 칠 팔 end in a consonant
_LETTERS_CLOSED = frozenset("lmnrLMNR")


def closed(word: str) -> bool:
    """Whether the word ends in a consonant as it is read; signs at its end are passed over, and
    so is what stands in brackets there, which nobody reads aloud."""
    for letter in reversed(_BRACKETED.sub("", word)):
        if "가" <= letter <= "힣":
            return (ord(letter) - 0xAC00) % 28 != 0
        if letter.isdigit():
            return letter in _DIGITS_CLOSED
        if letter.isalpha():
            return letter in _LETTERS_CLOSED
    return False


def eun(word: str) -> str:
    return word + ("은" if closed(word) else "는")


def i(word: str) -> str:
    return word + ("이" if closed(word) else "가")


def eul(word: str) -> str:
    return word + ("을" if closed(word) else "를")


def ro(word: str) -> str:
    """로 after a vowel or ㄹ, else 으로."""
    last = _BRACKETED.sub("", word)[-1:]
    rieul = "가" <= last <= "힣" and (ord(last) - 0xAC00) % 28 == 8
    return word + ("으로" if closed(word) and not rieul else "로")


def copula(word: str) -> str:
    """The stem of 이다 in 이어야/여야: `7년 이내` + 여야, `5명 이상` + 이어야."""
    return word + ("이어야" if closed(word) else "여야")
