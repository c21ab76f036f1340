"""Is every field of every model classed? The service does not start while one is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.checks import Error, register

from holdfast_web.people.others_fields import OTHERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.apps import AppConfig
    from django.db.models import Model

    from holdfast_web.people.privacy import Privacy

OURS = "holdfast_web."


def field_names(model: type[Model]) -> list[str]:
    """Give the names of the fields that a model keeps, its own and those it inherits."""
    return [
        field.name
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if not getattr(field, "parent_link", False)
    ]


def classes_of(model: type[Model]) -> Mapping[str, Privacy]:
    """Give the class of each field as it is declared: with the model, or for others' models."""
    if is_ours(model):
        declared: Mapping[str, Privacy] = model.__dict__.get("FIELDS", {})
        return declared
    return OTHERS.get(model._meta.label, {})


def is_ours(model: type[Model]) -> bool:
    """Say whether a model is one of the service's own."""
    return model.__module__.startswith(OURS)


def faults_of(model: type[Model]) -> list[str]:
    """Say what is wrong with a list: fields without a class, classes without a field."""
    fields, classed = set(field_names(model)), set(classes_of(model))
    return [f"{name} has no class of privacy" for name in sorted(fields - classed)] + [
        f"{name} has a class of privacy, and there is no such field"
        for name in sorted(classed - fields)
    ]


def mapped_models() -> list[type[Model]]:
    """Give the models whose fields are classed: ours first, each app in order of its name."""
    found = [
        model for model in apps.get_models() if is_ours(model) or model._meta.label in OTHERS
    ]
    return sorted(found, key=lambda model: (not is_ours(model), model._meta.label))


@register("models")
def every_field_is_classed(
    app_configs: Sequence[AppConfig] | None = None, **rest: Any
) -> list[Error]:
    """Refuse models of ours with a field that is not classed."""
    del rest
    configs = apps.get_app_configs() if app_configs is None else app_configs
    return [
        Error(
            f"{model._meta.label}: {fault}.",
            hint="List every field in FIELDS = classed(...) of the model: see "
            "holdfast_web.people.privacy.",
            obj=model,
            id="people.E001",
        )
        for config in configs
        for model in config.get_models(include_auto_created=False)
        if is_ours(model) or model._meta.label in OTHERS
        for fault in faults_of(model)
    ]
