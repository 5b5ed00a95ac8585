"""Two rows that a person says are one organisation; the word can be taken back.

Names resolve by alias, so moving the aliases settles what every later notice means. What pointed
at the absorbed row points at the other then; the record of what was moved undoes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Organization, OrganizationMerge


class MergeError(ValueError):
    """The merge is none that can be made or undone now; the message is for the user."""


@transaction.atomic
def merge(absorbed: Organization, into: Organization, author: AbstractUser) -> OrganizationMerge:
    """Says that `absorbed` is `into`. Raises MergeError when either is absorbed already."""
    if absorbed.pk == into.pk:
        raise MergeError(_("한 기관을 그 자신과 합칠 수는 없습니다."))
    for organization in (absorbed, into):
        if standing := merge_of(organization):
            raise MergeError(
                _("'%(name)s' 이름은 이미 '%(into)s'에 합쳐져 있습니다.")
                % {"name": organization, "into": standing.into}
            )
    moved = {}
    for model, name in _references():
        rows = model._default_manager.filter(**{name: absorbed})
        moved[f"{model._meta.label}.{name}"] = list(rows.values_list("pk", flat=True))
        rows.update(**{name: into})
    return OrganizationMerge.objects.create(
        absorbed=absorbed, into=into, moved=moved, author=author
    )


@transaction.atomic
def undo(made: OrganizationMerge) -> None:
    """Gives back what was moved and still stands where it was put.

    Raises MergeError when the organisation it went into was itself absorbed since.
    """
    if standing := merge_of(made.into):
        raise MergeError(
            _("먼저 '%(into)s' 쪽에서 '%(name)s' 합치기를 되돌려 주세요.")
            % {"name": made.into, "into": standing.into}
        )
    for model, name in _references():
        pks = made.moved.get(f"{model._meta.label}.{name}", [])
        for start in range(0, len(pks), 500):
            rows = model._default_manager.filter(
                pk__in=pks[start : start + 500], **{name: made.into}
            )
            rows.update(**{name: made.absorbed})
    made.undone_at = timezone.now()
    made.save(update_fields=["undone_at"])


def merge_of(organization: Organization) -> OrganizationMerge | None:
    """The merge by which this organisation stands behind another now."""
    rows = organization.merged.filter(undone_at=None).select_related("into")
    return rows.first()


def merges_into(organization: Organization) -> list[OrganizationMerge]:
    """The merges that stand, newest first."""
    rows = organization.absorbed.filter(undone_at=None).select_related("absorbed", "author")
    return list(rows.order_by("-made_at"))


def _references() -> Iterator[tuple[type[models.Model], str]]:
    """Every column that points at an organisation."""
    for relation in Organization._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.related_model is not OrganizationMerge:
            yield relation.related_model, relation.field.name
