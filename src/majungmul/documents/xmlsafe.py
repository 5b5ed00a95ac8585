"""XML from outside: no entities of its own, no network, no abnormal depth."""

from __future__ import annotations

from typing import Any

from .errors import Unreadable


def parse_xml(data: bytes, name: str, format: str) -> Any:
    """The root element. Raises Unreadable (`entities`, `too_deep`, `damaged`).

    libxml2's own limits stay on: 256 levels, and no more expansion than the text allows.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        deep = "depth" in str(error).lower()
        raise Unreadable(name, "too_deep" if deep else "damaged", format=format) from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(name, "entities")
    return root
