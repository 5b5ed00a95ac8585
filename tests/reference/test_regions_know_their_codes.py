"""Province, city and county codes: complete, nested, and understood by their old numbers too."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from majungmul.reference import regions

EVERY = st.sampled_from(regions.all_regions())


def test_every_province_city_county_and_district_is_listed():
    assert len(regions.provinces()) == 17
    codes = {province.code for province in regions.provinces()}
    rows = [region for region in regions.all_regions() if region.parent in codes]

    def in_force(day: date) -> int:
        return sum(
            (r.valid_from is None or r.valid_from <= day)
            and (r.valid_to is None or day <= r.valid_to)
            for r in rows
        )

    assert in_force(date(2026, 6, 30)) == 229
    assert in_force(date(2026, 7, 1)) == 230, "인천 made four districts of three"


def test_codes_are_unique_and_every_iso_code_is_one_province_s():
    codes = [region.code for region in regions.all_regions()]
    assert len(codes) == len(set(codes))
    assert len({province.iso for province in regions.provinces()}) == 17


@given(EVERY)
def test_every_code_begins_with_its_province_and_its_parent_exists(region: regions.Region):
    chain = regions.ancestors(region.code)
    assert chain[0] == region.code
    assert len(chain[-1]) == 2
    assert all(code.startswith(chain[-1]) for code in chain)
    assert region.parent is None or regions.get(region.parent) is not None


@given(EVERY, EVERY)
def test_containment_is_an_order(a: regions.Region, b: regions.Region):
    assert regions.contains(a.code, a.code)
    both = regions.contains(a.code, b.code) and regions.contains(b.code, a.code)
    assert both == (a.code == b.code)


@given(EVERY)
def test_a_region_is_found_again_by_its_full_name(region: regions.Region):
    found = regions.region_of_address(f"{regions.full_name(region.code)} 1번지")
    assert found is not None
    assert regions.contains(region.code, found) or regions.contains(found, region.code)
    if region.code != "36110":  # 세종 is a province and its only city
        assert found == region.code


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("42", "51"), ("42110", "51110"), ("45", "52"), ("45111", "52111"), ("45800", "52800"),
        ("47720", "27720"), ("28170", "28177"), ("12150", "46150"), ("12300", "29170"),
        ("4511100000", "52111"), ("4500000000", "52"),
    ],
)  # fmt: skip
def test_codes_of_before_are_answered_with_those_of_today(old: str, today: str):
    assert regions.canonical(old) == today


@pytest.mark.parametrize("code", ["", "99", "12", "12999", "45999", "4511", "서울", "52 111"])
def test_a_code_that_never_was_is_not_known(code: str):
    assert regions.canonical(code) is None
    assert regions.ancestors(code) == ()
    assert not regions.contains(code, "11")


def test_codes_of_before_carry_their_last_day():
    last = {entry.other: entry.until for entry in regions.other_codes()}
    assert last["42"] == date(2023, 6, 10)
    assert last["45"] == date(2024, 1, 17)
    assert last["47720"] == date(2023, 6, 30)
    assert last["12150"] is None, "in force beside the one that is used here"


def test_every_other_code_leads_to_a_listed_one_and_is_not_listed_itself():
    listed = {region.code for region in regions.all_regions()}
    for entry in regions.other_codes():
        assert entry.code in listed
        assert entry.other not in listed


def test_the_merged_province_has_a_code_for_each_of_its_places():
    merged = {entry.code for entry in regions.other_codes() if entry.other.startswith("12")}
    apart = {r.code for r in regions.all_regions() if r.parent in ("29", "46")}
    assert merged == apart


def test_an_old_province_code_still_contains_today_s_city():
    assert regions.contains("45", "52113")
    assert regions.contains("52110", "45113")
    assert not regions.contains("47", "27720"), "군위 left 경북"


@pytest.mark.parametrize(
    ("code", "iso"), [("52", "KR-45"), ("45", "KR-45"), ("51130", "KR-42"), ("36", "KR-50")]
)
def test_iso_codes_kept_their_old_numbers(code: str, iso: str):
    assert regions.iso(code) == iso
    assert regions.from_iso(iso) == regions.canonical(code)[:2]


@pytest.mark.parametrize(
    ("name", "count"), [("중구", 6), ("동구", 6), ("고성군", 2), ("광주", 2), ("강서구", 2)]
)
def test_an_ambiguous_name_is_answered_with_all_it_can_mean(name: str, count: int):
    assert len(regions.named(name)) == count


def test_a_province_settles_an_ambiguous_name():
    assert [region.code for region in regions.named("고성군", within="48")] == ["48820"]
    assert [region.code for region in regions.named("중구", within="26")] == ["26110"]


def test_an_address_that_may_be_anywhere_is_not_guessed():
    assert regions.region_of_address("중구 세종대로 110") is None
    assert regions.region_of_address("") is None
    assert regions.region_of_address("Unit 3, Elsewhere") is None


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("(54896) 전라북도 전주시 덕진구 팔과정로 164", "52113"),
        ("전남광주통합특별시 순천시 장명로 30", "46150"),
        ("광주 북구 첨단과기로 208", "29170"),
        ("경기도 광주시 행정타운로 50", "41610"),
        ("강원도 고성군 간성읍", "51820"),
        ("제주 제주시 첨단로 213", "50110"),
    ],
)
def test_addresses_are_placed(address: str, code: str):
    assert regions.region_of_address(address) == code


def test_macro_words_stand_for_their_provinces():
    assert regions.macro("수도권") == ("11", "28", "41")
    assert len(regions.macro("전국")) == 17
    assert not set(regions.macro("비수도권")) & set(regions.macro("수도권"))
    assert regions.macro("전남광주") == ("29", "46")
    assert regions.macro("전라 권") == regions.macro("호남권")
    assert regions.macro("극지방") is None


@pytest.mark.parametrize(
    "word", ["부여", "장수", "완주", "화성", "진도", "공주", "상주", "강화", "달성"]
)
def test_short_names_that_are_everyday_words_do_not_stand_alone(word: str):
    assert word not in regions.names()
    assert regions.named(word), "they are still found when somebody asks for them"


def test_names_that_stand_alone_lead_to_known_codes():
    for form, codes in regions.names().items():
        assert len(form) >= 2
        assert all(regions.get(code) for code in codes)
    assert regions.names()["전북"] == ("52",)
    assert len(regions.names()["중구"]) == 6


@given(EVERY)
def test_every_place_has_a_name_in_roman_letters(region: regions.Region):
    assert region.en.isascii()
    kinds = {"시": "-si", "군": "-gun", "구": "-gu"}
    if region.parent and region.code != "36110":
        assert region.en.endswith(kinds[region.name[-1]])


def test_full_names_come_in_the_order_of_their_language():
    assert regions.full_name("52111") == "전북특별자치도 전주시 완산구"
    assert regions.full_name("52111", "en") == "Wansan-gu, Jeonju-si, Jeonbuk"
    assert regions.full_name("36110") == "세종특별자치시"
    assert regions.full_name("99") is None


def test_words_are_collected_into_codes_and_ambiguous_ones_left_out():
    assert regions.codes_of(["수도권", "전주시", "중구"]) == ("11", "28", "41", "52110")
