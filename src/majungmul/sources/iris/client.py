"""The board of IRIS, and items in the shape that the page's own script uses."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from majungmul.sources import described, periods
from majungmul.sources.board.client import Board
from majungmul.sources.payload import Item
from majungmul.sources.row import Row


class Iris(Board):
    whole = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        text = files(__package__).joinpath("board.toml").read_text("utf-8")
        super().__init__(described.read(tomllib.loads(text)), *args, **kwargs)

    def key(self, row: Row) -> str:
        return row.raw("key", "ancmId")

    def unwrap(self, item: Item) -> Item:
        """The script's names to the board's. Attachments come as one string without addresses."""
        if "ancmId" not in item:
            return item
        row = Row(item)
        address = self.about.text("detail", "url").replace("{key}", row.raw("ancmId"))
        return {
            "key": row.raw("ancmId"),
            "title": row.line("ancmTl"),
            "url": address,
            "funder": row.line("sorgn"),
            "operator": row.line("spcl"),
            "period": periods.of(row, ("rcveStrDt",), ("rcveEndDt",)).text,
            "body": "\n".join(filter(None, (row.line("ancmTl"), row.line("ancmNo")))),
        }
