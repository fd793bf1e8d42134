-- The portal's own: sessions of people who signed in, and who signed in and read what. A session
-- ends and is removed; the two logs only grow. No role reads a session but the portal, and even in
-- here a session is kept by the hash of its id, so that nobody who sees the table has one.

create schema portal;

create table portal.sessions (
    id_sha256    bytea       primary key check (length(id_sha256) = 32),
    person       text        not null,
    role         text        not null,
    organisation text        not null,
    issuer       text        not null,
    subject      text        not null,
    id_token     text        not null,
    csrf         text        not null,
    opened_at    timestamptz not null,
    seen_at      timestamptz not null,
    expires_at   timestamptz not null
);
create index sessions_by_end on portal.sessions (expires_at);
comment on table portal.sessions is 'Signed-in sessions of browsers; a row is removed at sign-out.';

create table portal.attempts (
    state_sha256 bytea       primary key check (length(state_sha256) = 32),
    browser      bytea       not null check (length(browser) = 32),
    verifier     text        not null,
    nonce        text        not null,
    go_on_to     text        not null,
    expires_at   timestamptz not null
);
create index attempts_by_end on portal.attempts (expires_at);
comment on table portal.attempts is 'Sign-ins that were begun; each can be completed once.';

create table portal.sign_ins (
    id           bigint      generated always as identity primary key,
    at           timestamptz not null default clock_timestamp(),
    what         text        not null,
    way          text        not null,
    person       text,
    role         text,
    organisation text,
    issuer       text,
    reason       text
);
comment on table portal.sign_ins is 'Every sign-in and sign-out, also those that were refused.';

create table portal.reads (
    id           bigint      generated always as identity primary key,
    at           timestamptz not null default clock_timestamp(),
    case_id      text        not null,
    what         text        not null,
    way          text        not null,
    person       text        not null,
    role         text        not null,
    organisation text        not null
);
create index reads_of_case on portal.reads (case_id, id);
comment on table portal.reads is 'Every read of a case through the portal: who, what, when.';

create trigger only_grows before update or delete or truncate on portal.sign_ins
    for each statement execute function record.refuse_change();
alter table portal.sign_ins enable always trigger only_grows;
create trigger only_grows before update or delete or truncate on portal.reads
    for each statement execute function record.refuse_change();
alter table portal.reads enable always trigger only_grows;

do $$
begin
    execute format('grant connect on database %I to resumption_portal', current_database());
end
$$;
grant usage on schema portal to resumption_portal, resumption_reader;
grant select, insert, delete, update (seen_at) on portal.sessions to resumption_portal;
grant select, insert, delete on portal.attempts to resumption_portal;
grant insert on portal.sign_ins, portal.reads to resumption_portal;
grant select on portal.sign_ins, portal.reads to resumption_reader;
