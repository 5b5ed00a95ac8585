"""What one collecting run did, in numbers and in one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_ERRORS = 100


@dataclass(slots=True)
class Counts:
    """`unchanged` were on the list as before; `held` wait for a second sighting; `expired` left
    the list after their end; `late` were first met in an old list, and over by then; `returned`
    had been taken for withdrawn and are back. `missing` are open calls that the list did not
    hold, whatever came of that; `suspicion` says why the list was not trusted (`drop`,
    `old_list`, `drift`, or empty). `warnings` are sentences about the list, `errors` about single
    rows."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    failed: int = 0
    expired: int = 0
    returned: int = 0
    held: int = 0
    late: int = 0
    missing: int = 0
    received: int = 0
    suspicion: str = ""
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def fail(self, message: str) -> None:
        self.failed += 1
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(message)

    def to_json(self) -> dict[str, object]:
        return {
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "withdrawn": self.withdrawn,
            "failed": self.failed,
            "expired": self.expired,
            "returned": self.returned,
            "held": self.held,
            "late": self.late,
            "missing": self.missing,
            "suspicion": self.suspicion,
            "errors": self.errors,
            "warnings": self.warnings,
        }

    def sentence(self, english: bool = False) -> str:
        main = [
            ("새 공고", "new", self.new),
            ("변경", "changed", self.changed),
            ("그대로", "unchanged", self.unchanged),
            ("철회", "withdrawn", self.withdrawn),
            ("실패", "failed", self.failed),
        ]
        extra = [
            ("마감되어 내려감", "expired", self.expired),
            ("다시 나타남", "returned", self.returned),
            ("확인 대기", "held", self.held),
            ("이미 마감된 것을 처음 담음", "stored already over", self.late),
        ]
        shown = [*main, *(part for part in extra if part[2])]
        words = [f"{e if english else k} {number:,}" for k, e, number in shown]
        if all(part[1] == "unchanged" or not part[2] for part in shown):
            words.append("nothing changed" if english else "바뀐 것이 없습니다")
        return ", ".join(words)
