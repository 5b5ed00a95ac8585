"""Parquet in, Parquet out; the officer's funnel; an agency's list of firms."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from majungmul.matching import BadProfileError, Call, bulk, evaluate
from majungmul.matching.bulk import run
from majungmul.matching.bulk_match import match
from majungmul.matching.columns import BadColumnError
from majungmul.matching.compiler import compile_rules
from majungmul.matching.encode import companies_to_batch
from majungmul.matching.firm_tables import columns_from_toml, judge_firms, read_firms
from majungmul.matching.funnel import describe, funnel
from majungmul.matching.pieces import pieces_of
from majungmul.terms import All, Any, Company, Has, InSet, Not, Range

ON = date(2026, 4, 1)
FIRMS = [
    Company(
        region=("11680", "26350", "26", None)[n % 4],
        founded=date(2012 + n % 13, 4, 1 + n % 3),
        employees=n % 9 or None,
        size_class=("micro", "small", None)[n % 3],
        certificates={"venture": n % 2 == 0} if n % 5 else {},
    )
    for n in range(97)
]
CALLS = [
    Call("busan", InSet("region", ("26",))),
    Call("young", Range("business_age_years", max=Decimal(7)), ON),
    Call(
        "both",
        All((InSet("region", ("26",)), Not(Has("certificate", ("venture",))))),
    ),
]


def write(path: Path, firms: list[Company], group: int) -> Path:
    table = pa.Table.from_batches([companies_to_batch(firms)])
    table = table.append_column("brn", pa.array([f"{n:010d}" for n in range(len(firms))]))
    pq.write_table(table, path, row_group_size=group)
    return path


def verdicts(call: Call) -> list[int]:
    return [evaluate(call.rule, firm, ON, call.notice, call.closing).value for firm in FIRMS]


def test_counts_and_lists_are_those_of_the_interpreter(tmp_path):
    path = write(tmp_path / "firms.parquet", FIRMS, 10)
    told: list[tuple[int, int]] = []
    summary = run(path, CALLS, tmp_path / "out", ON, progress=lambda *done: told.append(done))
    counts = pq.read_table(summary.files["counts"]).to_pylist()
    for call, row in zip(CALLS, counts, strict=True):
        found = verdicts(call)
        assert (row["eligible"], row["unknown"]) == (found.count(2), found.count(1))
    lists = pq.read_table(summary.files["eligible"]).to_pylist()
    assert [row["brn"] for row in lists] == [f"{n:010d}" for n in range(97)]
    each = [verdicts(call) for call in CALLS]
    assert [row["eligible"] for row in lists] == [
        [number for number in range(3) if each[number][n] == 2] for n in range(97)
    ]
    assert told[-1] == (97, 97)


def test_a_folder_of_files_is_one_population(tmp_path):
    folder = tmp_path / "firms"
    folder.mkdir()
    write(folder / "a.parquet", FIRMS[:40], 16)
    write(folder / "b.parquet", FIRMS[40:], 16)
    whole = run(write(tmp_path / "all.parquet", FIRMS, 50), CALLS, tmp_path / "one", ON)
    parts = run(folder, CALLS, tmp_path / "two", ON, threads=3)
    one, two = (pq.read_table(found.files["eligible"])["eligible"] for found in (whole, parts))
    assert one.to_pylist() == two.to_pylist()
    assert [piece.first_row for piece in pieces_of(folder)] == [0, 16, 32, 40, 56, 72, 88]


def test_a_row_group_too_large_for_one_piece_gives_the_same(tmp_path, monkeypatch):
    path = write(tmp_path / "firms.parquet", FIRMS, 97)
    whole = run(path, CALLS, tmp_path / "one", ON)
    monkeypatch.setattr(bulk, "ROWS_AT_A_TIME", 10)
    parts = run(path, CALLS, tmp_path / "two", ON, threads=2)
    for kind in ("counts", "eligible"):
        one, two = pq.read_table(whole.files[kind]), pq.read_table(parts.files[kind])
        assert one.to_pylist() == two.to_pylist()


def test_members_are_counted_over_the_whole_input(tmp_path):
    path = write(tmp_path / "firms.parquet", FIRMS, 10)
    before = run(path, CALLS[:1], tmp_path / "a", ON, want="counts")
    eligible = [n for n, value in enumerate(verdicts(CALLS[0])) if value == 2]
    gone = {"busan": [*eligible[1:], *eligible[1:3]]}
    after = run(path, CALLS[:1], tmp_path / "b", ON, want="counts", members=gone)
    assert (before.eligible, after.eligible) == (len(eligible), 1)


def test_near_misses_are_written_by_call_and_clause(tmp_path):
    path = write(tmp_path / "firms.parquet", FIRMS, 30)
    summary = run(path, CALLS, tmp_path / "out", ON, want="near_miss")
    rows = pq.read_table(summary.files["near_miss"]).to_pylist()
    assert [(row["call"], row["clause"]) for row in rows] == [
        ("busan", 0), ("young", 0), ("both", 0), ("both", 1),
    ]  # fmt: skip
    assert rows[0]["companies"] == verdicts(CALLS[0]).count(0)


def test_a_broken_file_leaves_nothing_half_written(tmp_path):
    folder = tmp_path / "firms"
    folder.mkdir()
    write(folder / "a.parquet", FIRMS, 10)
    broken = write(folder / "b.parquet", FIRMS, 10)
    body = bytearray(broken.read_bytes())
    body[4:2000] = b"\0" * 1996  # the footer is whole, the pages are not
    broken.write_bytes(bytes(body))
    with pytest.raises((OSError, pa.ArrowException)):
        run(folder, CALLS, tmp_path / "out", ON)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"none\.parquet"):
        run(tmp_path / "none.parquet", CALLS, tmp_path / "out", ON)


def test_columns_as_other_programs_write_them_are_read():
    """Timestamps, floats with NaN, decimals, dictionaries and large strings."""
    plain = companies_to_batch(FIRMS)
    odd = plain.set_column(0, "founded", plain.column("founded").cast(pa.timestamp("us")))
    staff = odd.schema.get_field_index("employees")
    floats = [float("nan") if v is None else v for v in plain.column("employees").to_pylist()]
    odd = odd.set_column(staff, "employees", pa.array(floats, pa.float64()))
    place = odd.schema.get_field_index("region")
    odd = odd.set_column(place, "region", plain.column("region").cast(pa.large_string()))
    calls = [*CALLS, Call("staff", Range("employees", Decimal(5)))]
    rules = compile_rules(calls, ON)
    assert match(odd, rules).equals(match(plain, rules))


@pytest.mark.parametrize(
    ("name", "values"),
    [("founded", ["2020"]), ("region", [26]), ("certificate_venture", ["yes"])],
)
def test_a_column_of_the_wrong_type_is_named(name, values):
    with pytest.raises(pa.ArrowInvalid, match=f"^{name}: "):
        match(pa.record_batch({name: values}), compile_rules(CALLS, ON))


def test_the_funnel_counts_as_each_clause_is_added():
    rule = All((InSet("region", ("26",)), Range("business_age_years", max=Decimal(7))))
    found = funnel(rule, [companies_to_batch(FIRMS)], ON)
    first, second = found.steps
    assert first.eligible == verdicts(CALLS[0]).count(2)
    both = [min(a, b) for a, b in zip(verdicts(CALLS[0]), verdicts(CALLS[1]), strict=True)]
    assert (second.eligible, second.unknown) == (both.count(2), both.count(1))
    false = [verdicts(call) for call in CALLS[:2]]
    assert first.alone_removes == sum(a == 0 and b > 0 for a, b in zip(*false, strict=True))
    assert found.by_region["26"].eligible == both.count(2)
    assert found.hardest in found.steps


def test_a_clause_is_described_as_a_heading():
    either = Any((Has("pre_founder", ("yes",)), Range("business_age_years", max=Decimal(3))))
    assert describe(either) == "예비창업자여야 함 또는 창업 3년 이내여야 함"
    assert describe(Not(Has("exclusion", ("tax_arrears",)))).endswith("해당하지 않아야 함")


def test_a_list_of_firms_in_cp949_is_read_and_bad_rows_are_named(tmp_path):
    path = tmp_path / "firms.csv"
    path.write_bytes(
        "상호,설립일,소재지,매출액,비고\n다온,2020.03.02,부산 해운대구,3억 원,가\n"
        "나래,작년,서울,5억,나\n,,,,\n라온,2021-01-05,서울,-,\n".encode("cp949")
    )
    table = read_firms(path)
    assert [firm.row for firm in table.firms] == [2, 3, 5]
    assert [firm.row for firm in table.bad] == [3]
    assert "작년" in table.bad[0].problems[0]
    assert table.ignored == ("비고",)
    rows = list(judge_firms(table, CALLS[:2], ON))
    assert [(row["name"], row["call"], row["verdict"]) for row in rows] == [
        ("다온", "busan", "eligible"), ("다온", "young", "eligible"),
        ("라온", "busan", "ineligible"), ("라온", "young", "eligible"),
    ]  # fmt: skip
    assert all(row["reasons"] for row in rows)


def test_columns_of_other_names_are_mapped_by_a_file(tmp_path):
    book = Workbook()
    book.active.append(["업체", "등기", "인원"])
    book.active.append(["다온", date(2020, 3, 2), 7])
    book.save(tmp_path / "firms.xlsx")
    mapping = tmp_path / "columns.toml"
    mapping.write_text(
        '[columns]\n"업체" = "name"\n"등기" = "founded"\n"인원" = "employees"\n', "utf-8"
    )
    table = read_firms(tmp_path / "firms.xlsx", columns_from_toml(mapping))
    assert [firm.company for firm in table.firms] == [
        Company(name="다온", founded=date(2020, 3, 2), employees=7)
    ]


@pytest.mark.parametrize("body", ["[columns]\n업체 = ", '[columns]\n"업체" = "colour"\n'])
def test_a_bad_mapping_says_what_is_wrong(tmp_path, body):
    mapping = tmp_path / "columns.toml"
    mapping.write_text(body, "utf-8")
    with pytest.raises(BadProfileError, match=r"^columns\.toml: "):
        columns_from_toml(mapping)


@pytest.mark.parametrize("name", ["firms.csv", "firms.xlsx", "firms.parquet", "firms.doc"])
def test_a_file_that_is_no_table_gives_one_sentence(tmp_path, name):
    (tmp_path / name).write_bytes(b"\xff\xfe\x00\x81 nothing")
    with pytest.raises(BadProfileError, match=f"^{name}: "):
        read_firms(tmp_path / name)


def table_of(tmp_path, *lines: str):
    (tmp_path / "firms.csv").write_text("\n".join(lines), "utf-8")
    return read_firms(tmp_path / "firms.csv")


def test_a_title_above_the_headings_is_passed_over(tmp_path):
    table = table_of(tmp_path, "2026년 참여 기업 명단,,", ",,", "상호,소재지,비고", "다온,부산,가")
    assert [(firm.row, firm.company) for firm in table.firms] == [
        (4, Company(name="다온", region="26"))
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "won"),
    [
        ("매출액(백만원)", "300", 300_000_000),
        ("매출액 (단위: 천원)", '"1,500"', 1_500_000),
        ("매출액(백만원)", "3억 원", 300_000_000),
        ("매출액", "300", 300),
    ],
)
def test_the_unit_in_a_heading_counts_for_bare_numbers(tmp_path, heading, cell, won):
    table = table_of(tmp_path, f"상호,{heading}", f"다온,{cell}")
    assert table.firms[0].company.revenue_krw == Decimal(won)


def test_certificates_of_no_list_do_not_cost_the_firm_its_verdict(tmp_path):
    table = table_of(tmp_path, "상호,기업인증", '다온,"벤처기업, 별빛인증"', "라온,별빛인증")
    assert table.bad == ()
    assert table.firms[0].company.certificates == {"venture": True}
    assert table.unlisted == {"별빛인증": 2}


def test_one_who_is_yet_to_found_may_stand_in_the_column_of_forms(tmp_path):
    table = table_of(tmp_path, "상호,기업형태", "다온,예비창업자", "라온,법인")
    assert [firm.company.pre_founder for firm in table.firms] == [True, None]
    assert table.firms[1].company.entity_type == "company"


def test_the_name_of_an_industry_may_hold_commas(tmp_path):
    name = "측정, 시험, 항해, 제어 및 기타 정밀기기 제조업; 광학기기 제외"
    table = table_of(tmp_path, "상호,업종", f'다온,"{name}"', '라온,"26, 62"')
    assert [firm.company.industries for firm in table.firms] == [("272",), ("26", "62")]


def test_a_second_column_for_the_same_fact_is_left_unread(tmp_path):
    table = table_of(tmp_path, "소재지,주소", "부산,서울")
    assert table.firms[0].company.region == "26"
    assert table.ignored == ("주소",)


@pytest.mark.parametrize("lines", [(), ("",), ("가,나", "1,2")])
def test_a_list_without_any_known_column_says_what_to_do(tmp_path, lines):
    with pytest.raises(BadProfileError, match="열"):
        table_of(tmp_path, *lines)


def test_a_country_without_any_known_column_is_refused(tmp_path):
    pq.write_table(pa.table({"소재지": ["부산"]}), tmp_path / "firms.parquet")
    with pytest.raises(BadColumnError, match="--reasons"):
        run(tmp_path / "firms.parquet", CALLS, tmp_path / "out", ON)
