"""The committed files are what the tool makes of the texts beside it."""

import importlib.util
import io
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from majungmul.samples import ROOT

TOOLS = Path(__file__).resolve().parents[2] / "tools"
DOCUMENTS = tomllib.loads((TOOLS / "sample_documents.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("make_samples", TOOLS / "make_samples.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_samples"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["make_samples"]


def content(data: bytes) -> object:
    """Bytes, or the members of a container: how they are compressed may differ by system."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return {name: container.read(name) for name in container.namelist()}


def test_every_text_has_its_file_and_every_file_its_text():
    assert {path.name for path in (ROOT / "files").iterdir()} == set(DOCUMENTS)


# PDF pages carry the version of the browser that printed them
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not name.endswith(".pdf")])
def test_a_file_is_made_anew_the_same(tool, name: str):
    entry = DOCUMENTS[name]
    made = tool.build(name, entry["text"], entry.get("board", False))
    assert content(made) == content((ROOT / "files" / name).read_bytes())
