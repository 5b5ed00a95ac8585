"""A ledger with the sample notices in it."""

from __future__ import annotations

from datetime import date

import pytest


@pytest.fixture(scope="module")
def samples(django_db_setup: None, django_db_blocker: object) -> None:
    """The sample notices, loaded once for a file of tests and gone after it."""
    from majungmul.ledger import samples as sample_notices

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        sample_notices.load()
        yield
        sample_notices.remove()


@pytest.fixture
def today() -> date:
    from django.utils import timezone

    return timezone.localdate()
