"""Inside a service: give every row of every table that is to be kept."""

from django.apps import apps

from holdfast_web.config.backup.rows import NOT_KEPT


def everything():
    return {
        model._meta.label_lower: [
            [str(value) for value in row]
            for row in model._base_manager.order_by("pk").values_list(
                *[field.attname for field in model._meta.local_concrete_fields]
            )
        ]
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.label_lower not in NOT_KEPT
    }
