"""Run an evaluation by the command line, with the secret of an organisation as the service has.

The command line makes pseudonyms by the protocol's seed. With the organisation's secret in its
place it draws the same children as the service, and must find the same to the last byte.
"""

import sys
from pathlib import Path

from holdfast.cli.main import app
from holdfast.evaluation import inputs


def main(secret, protocol, out):
    key = Path(secret).read_text().strip().encode()
    inputs._key = lambda seed: key
    app(["evaluate", protocol, "--out", out])


main(*sys.argv[1:])
