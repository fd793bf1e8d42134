#!/bin/sh
# Starts the Temporal server with what its image cannot read by itself: a password from a file.
set -eu

POSTGRES_PWD="$(cat /run/secrets/temporal_password)"
# The container stands in two networks; the server must announce one address, not a list of two.
TEMPORAL_BROADCAST_ADDRESS="$(getent hosts "$(hostname)" | awk 'NR == 1 { print $1 }')"
export POSTGRES_PWD TEMPORAL_BROADCAST_ADDRESS

exec /etc/temporal/entrypoint.sh
