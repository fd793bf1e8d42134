# One image for worker, desk and jobs; what a container does is its command (docker-compose.yml).
ARG PYTHON_VERSION=3.13.16

FROM python:${PYTHON_VERSION}-slim-trixie AS build
WORKDIR /app
# First what changes seldom. Every file's hash is checked and nothing is compiled from source.
COPY requirements/runtime.txt requirements/
RUN python -m venv --without-pip /opt/venv \
    && python -m pip --python /opt/venv/bin/python install --no-cache-dir --require-hashes \
        --only-binary :all: --requirement requirements/runtime.txt \
    && rm -r requirements
# The rooms of the house, each by name: tests, bench and embedded stay outside.
COPY activities/ activities/
COPY casework/ casework/
COPY cli/ cli/
COPY desk/ desk/
COPY exchange/ exchange/
COPY identity/ identity/
COPY portal/ portal/
COPY reading/ reading/
COPY evidence/ evidence/
COPY records/ records/
COPY runtime/ runtime/
COPY reports/ reports/
COPY seals/ seals/
COPY simulation/ simulation/
COPY workflows/ workflows/
COPY worker.py starter.py ./
# The running container cannot write bytecode (read-only, no root), so it is made here.
RUN python -m compileall -q .

FROM python:${PYTHON_VERSION}-slim-trixie
ARG APP_VERSION=0.1.0
LABEL org.opencontainers.image.title="ctpat-rail-resumption" \
    org.opencontainers.image.description="The way back to business for a rail carrier suspended from CTPAT" \
    org.opencontainers.image.version="${APP_VERSION}" \
    org.opencontainers.image.licenses="Apache-2.0"
# The base image's pip is the last tool that could install something here.
RUN python -m pip uninstall --yes --quiet pip \
    && groupadd --gid 10001 resumption \
    && useradd --uid 10001 --gid 10001 --home-dir /app --no-create-home --shell /usr/sbin/nologin resumption \
    && install --directory --mode=0700 --owner=10001 --group=10001 /var/lib/resumption/evidence
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
WORKDIR /app
# Owned by root: the process cannot change its own code.
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
# A number, so that a cluster can check that it is not root.
USER 10001:10001
CMD ["python", "worker.py"]
