#!/bin/sh
# One-shot: waits until Temporal serves, creates the namespace if it is missing, and sets how long
# the history of a finished case is kept, so that .env and not a first start decides it.
set -eu

attempts=60
until temporal operator cluster health >/dev/null 2>&1; do
    attempts=$((attempts - 1))
    if [ "$attempts" -eq 0 ]; then
        echo "Temporal at $TEMPORAL_ADDRESS did not become healthy within two minutes" >&2
        exit 1
    fi
    sleep 2
done

if ! temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
    # Another run of this job may have been faster; the update below tells whether it exists.
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" \
        --retention "$TEMPORAL_RETENTION" || true
fi

# A new namespace is known everywhere only after a moment.
attempts=30
until problem="$(temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" \
    --retention "$TEMPORAL_RETENTION" 2>&1 >/dev/null)"; do
    attempts=$((attempts - 1))
    if [ "$attempts" -eq 0 ]; then
        echo "the namespace $TEMPORAL_NAMESPACE could not be set up: $problem" >&2
        exit 1
    fi
    sleep 2
done
