#!/bin/sh
# One-shot: the record's roles and database, as the superuser of its server. Safe to repeat.
set -eu

PGPASSWORD="$(cat /run/secrets/record_superuser_password)"
export PGPASSWORD
exec psql --no-psqlrc --quiet --dbname postgres --file /deploy/roles.sql
