"""Django's own commands, for those who work on the service: `python -m holdfast_web`."""

import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "holdfast_web.config.settings")
execute_from_command_line(sys.argv)
