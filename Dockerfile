# The release as a container: `docker run --rm -v regtrack:/data ghcr.io/regtrack/regtrack since 7d`.
# compose.yaml runs a team's ledger with it (docs/how-to/serve-a-team.md).
FROM python:3.13-slim
COPY dist/*.whl /tmp/
RUN python -m pip install --no-cache-dir "$(ls /tmp/regtrack-*.whl)[mcp,notify,office,postgres,serve]" \
    && rm /tmp/regtrack-*.whl \
    && useradd --create-home --uid 10001 regtrack \
    && install -d -o regtrack /data
USER 10001
VOLUME /data
ENV REGTRACK_STORE=/data/ledger.sqlite REGTRACK_FEEDS=/data/feeds REGTRACK_CONFIG=/data/regtrack.toml
# Whether the ledger can be read; what serves is asked at its address instead.
HEALTHCHECK --interval=60s --timeout=30s --start-period=60s CMD ["regtrack", "status", "--read-only"]
ENTRYPOINT ["regtrack"]
CMD ["--help"]
