"""The clock that every deadline and every day in the ledger is told by."""

from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")
