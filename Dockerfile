# The release as a container: `docker run --rm -v regtrack:/data ghcr.io/regtrack/regtrack since 7d`.
FROM python:3.13-slim
COPY dist/*.whl /tmp/
RUN python -m pip install --no-cache-dir "$(ls /tmp/regtrack-*.whl)[notify,office]" \
    && rm /tmp/regtrack-*.whl \
    && useradd --create-home --uid 10001 regtrack \
    && install -d -o regtrack /data
USER regtrack
VOLUME /data
ENV REGTRACK_STORE=/data/ledger.sqlite REGTRACK_FEEDS=/data/feeds REGTRACK_CONFIG=/data/regtrack.toml
ENTRYPOINT ["regtrack"]
CMD ["--help"]
