-- The record's database and the six roles that sign in to it. Here is only who exists, and with
-- which password; who may enter and do what is said by records/migrations, as for the embedded one.
\set ON_ERROR_STOP on
\set owner `cat /run/secrets/record_owner_password`
\set worker `cat /run/secrets/record_worker_password`
\set desk `cat /run/secrets/record_desk_password`
\set reader `cat /run/secrets/record_reader_password`
\set dispatcher `cat /run/secrets/record_dispatcher_password`
\set portal `cat /run/secrets/record_portal_password`

SELECT format('CREATE ROLE %I LOGIN', wanted.role)
FROM unnest(ARRAY[
    'resumption_owner', 'resumption_worker', 'resumption_desk', 'resumption_reader',
    'resumption_portal', 'resumption_dispatcher'
]) AS wanted (role)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.role)
\gexec

ALTER ROLE resumption_owner PASSWORD :'owner';
ALTER ROLE resumption_worker PASSWORD :'worker';
ALTER ROLE resumption_desk PASSWORD :'desk';
ALTER ROLE resumption_reader PASSWORD :'reader';
ALTER ROLE resumption_dispatcher PASSWORD :'dispatcher';
ALTER ROLE resumption_portal PASSWORD :'portal';

SELECT 'CREATE DATABASE resumption OWNER resumption_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'resumption')
\gexec
