"""A word leads to one code, and every code of the public contract is there."""

import json

import pytest

from majungmul.reference import sizes, synonyms, vocabulary

LISTS = [
    vocabulary.certificates, vocabulary.exclusions, vocabulary.entity_types,
    vocabulary.fields, vocabulary.measures, vocabulary.units,
]  # fmt: skip
CONTRACT = {
    "certificates": """venture innobiz mainbiz women_owned disabled_owned social_enterprise
        pre_social_enterprise lab rnd_department green iso factory_registration""",
    "exclusions": """tax_arrears credit_default closed_business sanctioned duplicate_support
        restricted_industry litigation impaired_capital""",
    "entity_types": """company sole_proprietor individual university research_institute cooperative
        nonprofit public_body""",
    "fields": "finance technology workforce export domestic startup management other",
    "units": "KRW USD company person project program region case percent point",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_the_contract_s_codes_are_listed(name: str):
    assert set(CONTRACT[name].split()) <= set(getattr(vocabulary, name)())


@pytest.mark.parametrize("load", LISTS, ids=lambda load: load.__name__)
def test_every_code_has_names_in_both_languages(load):
    for entry in load().values():
        assert entry.ko
        assert entry.en
        assert entry.code == entry.code.strip()


@pytest.mark.parametrize("load", LISTS[:4], ids=lambda load: load.__name__)
def test_a_word_belongs_to_one_code(load):
    owners: dict[str, str] = {}
    for entry in load().values():
        for word in {entry.ko, *entry.words}:
            folded = "".join(word.split()).casefold()
            assert owners.setdefault(folded, entry.code) == entry.code, word


def test_a_measure_s_word_is_its_own_among_measures_of_the_same_unit():
    owners: dict[tuple[str, str], str] = {}
    clashes = []
    for measure in vocabulary.measures().values():
        for unit in measure.extra["units"]:
            for word in measure.words:
                owner = owners.setdefault((unit, word), measure.code)
                if owner != measure.code:
                    clashes.append((unit, word, owner, measure.code))
    assert not clashes


def test_measures_use_listed_units_of_their_own_kind():
    units = vocabulary.units()
    for measure in vocabulary.measures().values():
        for unit in measure.extra["units"]:
            kinds = {units[unit].extra["kind"], measure.extra["kind"]}
            assert len(kinds) == 1 or measure.code == "satisfaction", (measure.code, unit)
        assert set(measure.extra["additive"]) <= {"year", "region", "program"}


def test_measures_a_careful_reader_used_are_listed(real_data):
    gold = real_data.parent / "gold" / "seeds.jsonl"
    if not gold.exists():
        pytest.skip("no annotated articles here")
    rows = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    measures = vocabulary.measures()
    for row in rows:
        assert row["measure"] in measures
        assert row["unit"] in measures[row["measure"]].extra["units"], row["measure"]


@pytest.mark.parametrize(
    ("word", "field"),
    [
        ("금융", "finance"), ("수출", "export"), ("기술개발(R&amp;D)", "technology"),
        ("판로ㆍ해외진출", "export"), ("시설ㆍ공간ㆍ보육", "startup"), ("행사ㆍ네트워크", "other"),
        ("멘토링ㆍ컨설팅ㆍ교육", "management"), ("정책자금", "finance"),
        ("무엇인지 모를 분류", "other"),
    ],
)  # fmt: skip
def test_the_sources_own_categories_map_onto_fields(word: str, field: str):
    assert vocabulary.field_of(word) == field


def test_every_category_of_real_payloads_is_known(real_data):
    for path, key in (
        ("bizinfo/2026-04.jsonl", "pldirSportRealmLclasCodeNm"),
        ("kstartup/2026-04.jsonl", "supt_biz_clsfc"),
    ):
        for line in (real_data / path).read_text("utf-8").splitlines():
            word = (json.loads(line)["structured"] or {}).get(key)
            if word:
                assert vocabulary.fields().find(word.replace("&amp;", "&")), word


def test_labels_come_in_the_reader_s_language_and_unknown_codes_stay():
    certificates = vocabulary.certificates()
    assert certificates.label("venture") == "벤처기업"
    assert certificates.label("venture", "en") == "venture company"
    assert certificates.label("no_such_thing") == "no_such_thing"


def test_scanner_words_come_longest_first():
    lengths = [len(word) for word in vocabulary.exclusions().words()]
    assert lengths == sorted(lengths, reverse=True)


def test_synonyms_are_symmetric_and_a_word_is_in_one_group():
    words = ["".join(word.split()).casefold() for group in synonyms.groups() for word in group]
    doubled = {word for word in words if words.count(word) > 1}
    assert not doubled
    for group in synonyms.groups():
        for word in group:
            assert set(synonyms.expand(word)) == set(group)


def test_a_word_without_synonyms_is_only_itself():
    assert synonyms.expand("마중물") == ("마중물",)
    assert "소프트웨어" in synonyms.expand("sw")


def test_size_words_cover_listed_classes():
    for classes in sizes.words().values():
        assert set(classes) <= set(sizes.CLASSES)
    assert sizes.from_word("중소 기업") == ("micro", "small", "medium")
    assert sizes.from_word("우량기업") is None
