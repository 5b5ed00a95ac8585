"""A folder, a description or an entry point is a source; nothing else has to change."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from tests.sources.server import Server, as_json

from majungmul import sources
from majungmul.sources import Raw, Source, SourceError
from majungmul.sources.web import Web

DOCS = Path(__file__).resolve().parents[2] / "docs" / "sources.md"


def examples(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of our own, and sources looked for anew."""
    monkeypatch.setenv("MAJUNGMUL_HOME", str(tmp_path))
    (tmp_path / "sources").mkdir()
    sources.all.cache_clear()
    yield tmp_path
    sources.all.cache_clear()


@pytest.fixture
def harbor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Source:
    """The eleventh source of the documentation, put into a folder of its own."""
    (example,) = examples("python")
    folder = tmp_path / "more" / "harbor"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(example, "utf-8")
    monkeypatch.setattr(sources, "__path__", [*sources.__path__, str(folder.parent)])
    monkeypatch.delitem(sys.modules, "majungmul.sources.harbor", raising=False)
    return sources.get("harbor")


def test_the_sources_are_there() -> None:
    assert set(sources.all()) >= {
        "bizinfo", "kstartup", "mss", "msit", "smes24", "gov24", "ntis", "iris", "folder", "kaia",
    }  # fmt: skip
    assert all(isinstance(source, Source) for source in sources.all().values())
    assert all(slug == source.slug for slug, source in sources.all().items())


def test_absence_says_nothing_where_things_drop_out_of_sight() -> None:
    partial = {slug for slug, source in sources.all().items() if not sources.is_whole(source)}
    assert partial == {"folder", "kaia", "smes24"}


def test_the_documentation_lists_every_source() -> None:
    listed = set(re.findall(r"^\| `([a-z0-9-]+)` \|", DOCS.read_text("utf-8"), re.MULTILINE))
    assert listed == set(sources.all())


def test_an_unknown_source_is_said() -> None:
    with pytest.raises(SourceError, match=r"nowhere.*bizinfo"):
        sources.get("nowhere")


def test_an_eleventh_source_is_one_folder(harbor: Source) -> None:
    assert harbor.name == "새싹항만공사"
    (example,) = examples("python")
    assert len(example.splitlines()) < 80


def test_the_eleventh_source_collects(harbor: Source, server: Server, web: Web) -> None:
    item = {"callNo": 5, "title": "[부산] 선박 수리 지원", "period": "2026.5.4. ~ 5.29. 18:00"}
    server.on("/calls", as_json({"totalCount": 1, "data": [{**item, "who": "부산 소재 기업"}]}))
    source = type(harbor)(web, base=f"{server.url}/calls", env={"HARBOR_KEY": "k"})  # type: ignore[call-arg]
    ((raw, notice),) = (pair for pair in sources.read(source, source.fetch()))  # type: ignore[misc]
    assert (raw.key, notice.regions, notice.closes_time) == ("5", ("26",), "18:00")
    assert "지원대상\n부산 소재 기업" in notice.text
    with pytest.raises(SourceError, match="HARBOR_KEY"):
        list(type(harbor)(web, env={}).fetch())  # type: ignore[call-arg]


@pytest.mark.parametrize("example", examples("toml"))
def test_a_described_source_needs_no_code(home: Path, example: str) -> None:
    slug = re.search(r'slug = "(.*)"', example)[1]  # type: ignore[index]
    (home / "sources" / "mine.toml").write_text(example, "utf-8")
    assert sources.get(slug).slug == slug


def test_a_described_board_of_the_documentation_works(
    home: Path, server: Server, web: Web, tmp_path: Path
) -> None:
    board = next(text for text in examples("toml") if 'kind = "board"' in text)
    (home / "sources" / "village.toml").write_text(board, "utf-8")
    page = tmp_path / "page.html"
    page.write_text(
        "<table class='board'><tbody><tr><td class='title'><a onclick=\"view('31')\">모집</a></td>"
        "<td class='date'>2026-05-01</td></tr></tbody></table>",
        "utf-8",
    )
    source = sources.get("village")
    (raw,) = source.load(page)
    assert isinstance(raw, Raw)
    assert source.map(raw).url == "https://village.example.kr/view?no=31"


@pytest.mark.parametrize(
    ("text", "word"),
    [("slug = ", "TOML"), ('slug = "x y"\nkind="rss"\nname="n"', "slug"), ("\udcff", "TOML")],
)
def test_a_broken_description_is_a_source_that_says_so(home: Path, text: str, word: str) -> None:
    path = home / "sources" / "My Feed.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    source = sources.get("my-feed")
    for use in (source.fetch, lambda: source.load(path), lambda: source.map(Raw("1", b"{}"))):
        with pytest.raises(SourceError, match=rf"My Feed\.toml.*{word}"):
            use()  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('slug="s1"\nkind="rss"\nname="n"\nurl="https://a.kr"\nkeys="x"', "keys"),
        ('slug="s2"\nkind="board"\nname="n"\n[list]\nrow="tr"', r"list\.row:"),
        ('slug="s3"\nkind="folder"\nname="n"\nfield="자금"', "finance"),
    ],
)
def test_a_slip_of_the_pen_is_named(home: Path, text: str, word: str) -> None:
    (home / "sources" / "mine.toml").write_text(text, "utf-8")
    with pytest.raises(SourceError, match=rf"mine\.toml: .*{word}"):
        sources.get("mine").fetch()


def test_a_description_of_an_unknown_kind_says_so(home: Path) -> None:
    (home / "sources" / "fax.toml").write_text('slug="fax"\nkind="fax"\nname="n"', "utf-8")
    with pytest.raises(SourceError, match="kind"):
        sources.get("fax").fetch()


def test_no_description_takes_the_place_of_a_source(home: Path) -> None:
    for number, slug in enumerate(("bizinfo", "smes24", "folder")):
        text = f'slug = "{slug}"\nkind = "rss"\nname = "n"\nurl = "https://a.kr/rss"'
        (home / "sources" / f"{number}.toml").write_text(text, "utf-8")
    assert [sources.get(slug).name for slug in ("bizinfo", "smes24", "folder")] == [
        "기업마당",
        "중소벤처24",
        "폴더",
    ]


def test_an_installed_package_may_offer_a_source(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("extra", "tests.sources.test_finding_sources:EXTRA", sources.ENTRY_POINTS)
    monkeypatch.setattr(sources, "entry_points", lambda group: [entry])
    assert sources.get("extra") is EXTRA


def test_an_installed_package_that_is_broken_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("extra", "tests.sources.nowhere:SOURCE", sources.ENTRY_POINTS)
    monkeypatch.setattr(sources, "entry_points", lambda group: [entry])
    assert "bizinfo" in sources.all()
    with pytest.raises(SourceError, match="설치된 출처"):
        sources.get("extra").fetch()


class _Extra:
    slug = "extra"
    name = "따로 설치한 출처"


EXTRA = _Extra()


def test_a_source_is_ready_when_its_key_or_its_folder_is_there(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BIZINFO_KEY", "DATA_GO_KR_KEY", "SMES_TOKEN", "MAJUNGMUL_INBOX"):
        monkeypatch.delenv(name, raising=False)

    def ready() -> set[str]:
        return {slug for slug, one in sources.all().items() if sources.is_ready(one)}

    without = ready()
    monkeypatch.setenv("BIZINFO_KEY", "k")
    (home / "inbox").mkdir()

    assert without == {"iris", "kaia"}
    assert ready() - without == {"bizinfo", "folder"}
