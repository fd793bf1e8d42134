-- The register of notices: what is owed to whom, written in the transaction of the event that owes
-- it, and the evidence of every attempt to deliver it. Both only grow.

create table record.notices (
    case_id   text   not null,
    key       text   not null,
    seq       bigint not null,
    template  text   not null,
    party     text   not null,
    address   text   not null,
    letter    text,
    notice    jsonb  not null,
    primary key (case_id, key),
    foreign key (case_id, seq) references record.events (case_id, seq)
);
comment on column record.notices.seq is 'The number of the event that owes the notice.';
comment on column record.notices.notice is 'The notice as the event states it.';

create table record.deliveries (
    case_id        text        not null,
    key            text        not null,
    nth            bigint      generated always as identity,
    message_id     text        not null,
    channel        text        not null,
    answer         text        not null,
    accepted       boolean     not null,
    at             timestamptz not null,
    content_sha256 text        not null,
    evidence       bytea       not null,
    recorded_at    timestamptz not null default clock_timestamp(),
    primary key (case_id, key, nth),
    unique (case_id, key, evidence),
    foreign key (case_id, key) references record.notices (case_id, key)
);
comment on column record.deliveries.evidence is
    'SHA-256 over all that the attempt showed: the same evidence is kept once.';

create trigger only_grows before update or delete or truncate on record.notices
    for each statement execute function record.refuse_change();
create trigger only_grows before update or delete or truncate on record.deliveries
    for each statement execute function record.refuse_change();
alter table record.notices    enable always trigger only_grows;
alter table record.deliveries enable always trigger only_grows;

-- Registers what one event owes; called by the append function. The same notice again is the same notice; another message under
-- a used key is refused, because the second one would silently never be sent.
create function record.register_notices(p_case_id text, p_seq bigint, p_notices jsonb) returns void
language plpgsql as $$
begin
    insert into record.notices (case_id, key, seq, template, party, address, letter, notice)
    select
        p_case_id, n ->> 'key', p_seq, n ->> 'template', n ->> 'party', n ->> 'address',
        n ->> 'letter', n
    from jsonb_array_elements(p_notices) n
    on conflict (case_id, key) do nothing;

    if exists (
        select from jsonb_array_elements(p_notices) n
        join record.notices r on r.case_id = p_case_id and r.key = n ->> 'key'
        where r.notice <> n
    ) then
        raise exception using
            errcode = 'RS004', message = 'a key of a notice was used for two different messages';
    end if;
end
$$;

-- Keeps the evidence of one attempt. Raises a foreign key violation where the notice is unknown.
create function record.keep_delivery(
    p_case_id text, p_key text, p_message_id text, p_channel text, p_answer text,
    p_accepted boolean, p_at timestamptz, p_content_sha256 text
) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into record.deliveries (
        case_id, key, message_id, channel, answer, accepted, at, content_sha256, evidence
    )
    values (
        p_case_id, p_key, p_message_id, p_channel, p_answer, p_accepted, p_at, p_content_sha256,
        sha256(convert_to(
            jsonb_build_array(
                p_message_id, p_channel, p_answer, p_accepted, extract(epoch from p_at),
                p_content_sha256
            )::text,
            'UTF8'
        ))
    )
    on conflict (case_id, key, evidence) do nothing;
end;
