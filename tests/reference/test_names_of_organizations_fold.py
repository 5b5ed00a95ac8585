"""One body, many spellings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul.reference import organizations, regions

PIECES = st.sampled_from(
    [
        "㈜",
        "(주)",
        "주식회사",
        "재단법인",
        "(재)",
        " ",
        ".",
        "·",
        "가온",
        "Ｓoft",
        "CO., LTD",
        "Inc.",
    ]
)


@given(st.one_of(st.text(max_size=30), st.lists(PIECES, max_size=6).map("".join)))
def test_folding_twice_changes_nothing(name: str):
    once = organizations.fold_name(name)
    assert organizations.fold_name(once) == once


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join))
def test_a_name_never_folds_away_to_nothing(name: str):
    assert bool(organizations.fold_name(name)) == bool(name.strip())


@pytest.mark.parametrize(
    "name",
    ["㈜가온소프트", "(주) 가온 소프트", "주식회사 가온소프트", "가온소프트㈜", "가온 소프트 (주)"],
)
def test_legal_forms_blanks_and_widths_do_not_matter(name: str):
    assert organizations.fold_name(name) == "가온소프트"


def test_different_names_stay_different():
    assert organizations.fold_name("가온소프트") != organizations.fold_name("가온소프트웨어")


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("중진공", "중소벤처기업진흥공단"),
        ("NIPA", "정보통신산업진흥원"),
        ("산업통상자원부", "산업통상부"),
        ("특허청", "지식재산처"),
        ("환경부", "기후에너지환경부"),
        ("여성가족부", "성평등가족부"),
        ("전라북도청", "전북특별자치도"),
    ],
)
def test_aliases_and_earlier_names_lead_to_today_s_body(name: str, today: str):
    assert organizations.find(name).name == today


def test_a_name_given_up_before_a_day_does_not_count_on_it():
    assert organizations.find("특허청", on=date(2025, 9, 30)).name == "지식재산처"
    assert organizations.find("특허청", on=date(2025, 10, 1)) is None


def test_an_unknown_body_is_not_known():
    assert organizations.find("가온 테크노파크") is None


def test_every_name_belongs_to_one_body():
    owners: dict[str, str] = {}
    for body in organizations.known().values():
        for name in body.all_names:
            assert owners.setdefault(organizations.fold_name(name), body.code) == body.code, name


def test_every_province_is_a_body():
    for province in regions.provinces():
        assert organizations.find(province.name).kind == "province"
