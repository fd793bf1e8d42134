#!/bin/sh
# One-shot: brings both of Temporal's schemas to the version of these tools. Safe to repeat:
# setup-schema leaves a schema newer than 0.0 alone, update-schema applies what is missing.
set -eu

SQL_PASSWORD="$(cat /run/secrets/temporal_password)"
export SQL_PASSWORD
schemas=/etc/temporal/schema/postgresql/v12

tool() { # database, command of the tool and its options
    database="$1"
    shift
    temporal-sql-tool --plugin postgres12 --ep "$SQL_HOST" -p 5432 -u temporal --db "$database" "$@"
}

tool temporal setup-schema -v 0.0
tool temporal update-schema -d "$schemas/temporal/versioned"
tool temporal_visibility setup-schema -v 0.0
tool temporal_visibility update-schema -d "$schemas/visibility/versioned"
