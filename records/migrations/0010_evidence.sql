-- The ledger of the evidence store: uploads under way, what was accepted or found infected, and who
-- read it. The content lies elsewhere, sealed, under its hash.

create schema evidence;
comment on schema evidence is 'What was filed as evidence, by whom, in which class, and who read it.';
grant usage on schema evidence to resumption_desk, resumption_reader;

-- An upload is work under way: it may be begun anew until something has come of it.
create table evidence.uploads (
    upload_id       text        primary key,
    case_id         text        not null,
    person          text        not null,
    role            text        not null,
    organisation    text        not null,
    confidentiality text        not null,
    name            text        not null,
    media_type      text        not null,
    size            bigint      not null check (size > 0),
    own_reference   text,
    received        bigint      not null default 0 check (received between 0 and size),
    state           text        not null default 'OPEN'
        check (state in ('OPEN', 'ACCEPTED', 'INFECTED', 'REFUSED', 'ABANDONED')),
    started_at      timestamptz not null default clock_timestamp(),
    touched_at      timestamptz not null default clock_timestamp()
);
create index uploads_open on evidence.uploads (touched_at) where state = 'OPEN';

create table evidence.parts (
    upload_id text   not null references evidence.uploads,
    start     bigint not null,
    length    bigint not null check (length > 0),
    object    text   not null unique,
    primary key (upload_id, start)
);

-- What was filed. An infected file has its row here too, and no content anywhere.
create table evidence.items (
    reference       text        primary key,
    upload_id       text        not null unique references evidence.uploads,
    case_id         text        not null,
    person          text        not null,
    role            text        not null,
    organisation    text        not null,
    confidentiality text        not null
        check (confidentiality in ('PUBLIC_STATUS', 'PARTNER_STATUS', 'CARRIER_CASE', 'GOV_ONLY')),
    name            text        not null,
    media_type      text        not null,
    size            bigint      not null,
    own_reference   text,
    sha256          text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    verdict         text        not null check (verdict in ('CLEAN', 'UNSCANNED', 'INFECTED')),
    scanner         text,
    signature       text,
    accepted_at     timestamptz not null default clock_timestamp(),
    check ((verdict = 'UNSCANNED') = (scanner is null)),
    check ((verdict = 'INFECTED') = (signature is not null))
);
create index items_of_case on evidence.items (case_id, accepted_at);
create index items_by_content on evidence.items (sha256) where verdict <> 'INFECTED';
comment on column evidence.items.name is 'As given, made neutral: data, never a path.';

create table evidence.reads (
    read_id      bigint      generated always as identity primary key,
    reference    text        not null references evidence.items,
    person       text        not null,
    role         text        not null,
    organisation text        not null,
    given        boolean     not null,
    at           timestamptz not null default clock_timestamp()
);
create index reads_of_item on evidence.reads (reference, read_id);

create trigger only_grows before update or delete or truncate on evidence.items
    for each statement execute function record.refuse_change();
alter table evidence.items enable always trigger only_grows;
create trigger only_grows before update or delete or truncate on evidence.reads
    for each statement execute function record.refuse_change();
alter table evidence.reads enable always trigger only_grows;

-- Writes an upload down and answers what is now written under its id. What ended without an item
-- begins anew, empty, as it is announced now. No row where the person has too many under way.
create function evidence.begin_upload(
    p_upload_id text, p_case_id text, p_person text, p_role text, p_organisation text,
    p_confidentiality text, p_name text, p_media_type text, p_size bigint, p_own_reference text,
    p_most_open integer
) returns setof evidence.uploads
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_found evidence.uploads;
begin
    perform pg_advisory_xact_lock(hashtextextended('uploads of ' || p_person, 0));
    select * into v_found from evidence.uploads where upload_id = p_upload_id for update;
    if found and (
        v_found.state in ('OPEN', 'ACCEPTED', 'INFECTED')
        or (v_found.person, v_found.role, v_found.organisation)
           is distinct from (p_person, p_role, p_organisation)
    ) then
        return next v_found;
        return;
    end if;
    if p_most_open <= (
        select count(*) from evidence.uploads where person = p_person and state = 'OPEN'
    ) then
        return;
    end if;
    delete from evidence.parts where upload_id = p_upload_id;
    return query
    insert into evidence.uploads as u (
        upload_id, case_id, person, role, organisation, confidentiality, name, media_type, size,
        own_reference
    ) values (
        p_upload_id, p_case_id, p_person, p_role, p_organisation, p_confidentiality, p_name,
        p_media_type, p_size, p_own_reference
    )
    on conflict (upload_id) do update set
        case_id = excluded.case_id, confidentiality = excluded.confidentiality,
        name = excluded.name, media_type = excluded.media_type, size = excluded.size,
        own_reference = excluded.own_reference, received = 0, state = 'OPEN',
        started_at = clock_timestamp(), touched_at = clock_timestamp()
    returning u.*;
end
$$;

-- Counts a part in. False where it does not begin at the offset, or the upload has ended.
create function evidence.add_part(
    p_upload_id text, p_start bigint, p_length bigint, p_object text
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update evidence.uploads
    set received = received + p_length, touched_at = clock_timestamp()
    where upload_id = p_upload_id and received = p_start and state = 'OPEN';
    if not found then
        return false;
    end if;
    insert into evidence.parts (upload_id, start, length, object)
    values (p_upload_id, p_start, p_length, p_object);
    return true;
end
$$;

create function evidence.refuse_upload(p_upload_id text) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update evidence.uploads set state = 'REFUSED', touched_at = clock_timestamp()
    where upload_id = p_upload_id and state = 'OPEN';
end;

create function evidence.abandon_uploads(p_untouched_since timestamptz) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    update evidence.uploads set state = 'ABANDONED'
    where state = 'OPEN' and touched_at < p_untouched_since;
end;

-- Enters what an upload has become and ends it, in one step. Answers the item, also where it was
-- entered before; nothing where the upload has ended otherwise or is not whole.
create function evidence.enter_item(
    p_upload_id text, p_reference text, p_sha256 text, p_verdict text, p_scanner text,
    p_signature text
) returns setof evidence.items
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_upload evidence.uploads;
begin
    select * into v_upload from evidence.uploads where upload_id = p_upload_id for update;
    if v_upload.state = 'OPEN' and v_upload.received = v_upload.size then
        insert into evidence.items (
            reference, upload_id, case_id, person, role, organisation, confidentiality, name,
            media_type, size, own_reference, sha256, verdict, scanner, signature
        ) values (
            p_reference, p_upload_id, v_upload.case_id, v_upload.person, v_upload.role,
            v_upload.organisation, v_upload.confidentiality, v_upload.name, v_upload.media_type,
            v_upload.size, v_upload.own_reference, p_sha256, p_verdict, p_scanner, p_signature
        );
        update evidence.uploads
        set state = case p_verdict when 'INFECTED' then 'INFECTED' else 'ACCEPTED' end,
            touched_at = clock_timestamp()
        where upload_id = p_upload_id;
    end if;
    return query select * from evidence.items where upload_id = p_upload_id;
end
$$;

create function evidence.log_read(
    p_reference text, p_person text, p_role text, p_organisation text, p_given boolean
) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into evidence.reads (reference, person, role, organisation, given)
    values (p_reference, p_person, p_role, p_organisation, p_given);
end;

grant execute on function
    evidence.begin_upload, evidence.add_part, evidence.refuse_upload, evidence.abandon_uploads,
    evidence.enter_item, evidence.log_read
    to resumption_desk;
grant select on all tables in schema evidence to resumption_desk, resumption_reader;
