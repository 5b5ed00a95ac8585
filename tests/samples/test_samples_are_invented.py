"""Nothing in the samples is taken from a real notice, and nothing in them is anybody's."""

import json
import re
import tomllib
from datetime import date

import pytest

from majungmul import documents
from majungmul.matching import company_from_toml
from majungmul.reference import brn, organizations
from majungmul.samples import ROOT, paths, render

RUN = 25
PROSE = {
    "pblancNm", "bsnsSumryCn", "reqstMthPapersCn", "biz_pbanc_nm", "pbanc_ctnt", "aply_trgt_ctnt",
    "aply_excl_trgt_ctnt", "prfn_matr", "intg_pbanc_biz_nm",
}  # fmt: skip
READABLE = (".txt", ".json", ".jsonl", ".csv", ".tsv", ".md", ".xml")


def items() -> list[dict]:
    found = []
    for _, path in paths().payloads:
        body = json.loads(render(path.read_text("utf-8"), date(2026, 11, 21)))
        found += body.get("jsonArray") or body["data"]
    return found


def passages() -> list[str]:
    """Every stretch of prose in the samples: fields of notices, lines of files."""
    texts = [str(item[key]) for item in items() for key in PROSE & item.keys() if item[key]]
    texts += [documents.read(path).text for path in paths().files]
    lines = re.split(r"</?p>|<br>|\r?\n", "\n".join(texts))
    return sorted({bare(line) for line in lines} - {""})


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_no_run_of_a_sample_occurs_in_real_notices(real_data):
    shared = real_data.parent
    real = "\n".join(
        bare(re.sub(r"\\[rnt]|<[^>]+>|&nbsp;", "", path.read_text("utf-8", "replace")))
        for path in sorted([*real_data.rglob("*"), *shared.glob("seeds/*"), *shared.glob("gold/*")])
        if path.suffix in READABLE
    )
    runs = {p[at : at + RUN] for p in passages() for at in range(max(len(p) - RUN + 1, 0))}
    assert len(runs) > 1000, "the samples were read"
    seen = {real[at : at + RUN] for at in range(len(real) - RUN)} & runs
    assert not seen


def test_no_personal_or_contact_data_occurs():
    everything = " ".join(
        path.read_text("utf-8")
        for path in sorted(ROOT.rglob("*"))
        if path.suffix in (".json", ".toml")
    ) + " ".join(passages())
    everything = everything.replace(".hwpx@", ".hwpx ")  # how the source joins attachments
    assert not re.search(r"[\w.]+@[\w-]+\.\w", everything), "mail addresses"
    assert not re.search(r"\b0\d{1,2}-\d{3,4}-\d{4}\b", everything), "phone numbers"
    assert not re.search(r"\b\d{6}-[1-4]\d{6}\b", everything), "resident numbers"


def test_addresses_lead_nowhere():
    hosts = set()
    for item in items():
        hosts |= set(re.findall(r"[\w-]+(?:\.[\w-]+)*\.(?:kr|com|net|org|go|example)\b", str(item)))
    assert hosts
    assert all(host.endswith(".example") for host in hosts), hosts


def test_operators_are_no_real_bodies():
    for item in items():
        for key in ("excInsttNm", "pbanc_ntrp_nm"):
            if item.get(key):
                assert organizations.find(item[key]) is None, item[key]


FILES = pytest.mark.parametrize("path", paths().files, ids=lambda path: path.name[:2])


@FILES
def test_every_file_opens_and_names_itself(path):
    document = documents.read(path)
    assert document.format == path.suffix[1:]
    assert document.title
    assert len(document.text) > 200
    assert path.stat().st_size < 150_000


def test_the_formats_people_receive_are_all_there():
    kinds = [path.suffix for path in paths().files]
    assert kinds.count(".hwpx") == 3
    assert kinds.count(".docx") == kinds.count(".pdf") == kinds.count(".html") == 2
    assert kinds.count(".txt") == 2


def test_html_samples_are_in_the_old_korean_encoding():
    for path in paths().files:
        if path.suffix == ".html":
            with pytest.raises(UnicodeDecodeError):
                path.read_bytes().decode("utf-8")
            path.read_bytes().decode("cp949")


def test_tables_survive_in_every_format_that_has_them():
    tables = {path.suffix: documents.read(path).tables for path in paths().files}
    assert all(tables[suffix] or suffix in (".txt", ".html", ".docx") for suffix in tables)


COMPANIES = pytest.mark.parametrize("path", paths().companies, ids=lambda path: path.stem)


def test_there_are_eight_companies():
    assert len(paths().companies) == 8


@COMPANIES
def test_every_company_reads_and_keeps_what_it_says(path):
    company = company_from_toml(path)
    written = tomllib.loads(path.read_text("utf-8"))
    assert company.name == written["name"]
    assert company.brn is None or brn.is_valid(company.brn)
    for key in written:
        assert getattr(company, key) is not None, key


def test_companies_differ_and_one_is_almost_unknown():
    found = [company_from_toml(path) for path in paths().companies]
    assert len({company.region for company in found}) == 8
    assert {company.size_class for company in found} >= {"micro", "small", "medium", "mid", None}
    assert any(company.pre_founder for company in found)
    bare_one = found[-1]
    assert bare_one.founded is None
    assert not bare_one.certificates
