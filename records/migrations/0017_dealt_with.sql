-- That a person has dealt with an event: said once, beside the event, which itself never changes.

create table exchange.dealt_with (
    number       bigint      primary key references exchange.received (number),
    person       text        not null,
    organisation text        not null,
    note         text        not null check (length(note) between 1 and 1000),
    at           timestamptz not null default clock_timestamp()
);
comment on table exchange.dealt_with is 'Events that a person has dealt with, and how; the first word stays.';

create trigger only_grows before update or delete or truncate on exchange.dealt_with
    for each statement execute function record.refuse_change();
alter table exchange.dealt_with enable always trigger only_grows;

-- Answers whether this was the first word on an event that is there.
create function exchange.deal_with(
    p_number bigint, p_person text, p_organisation text, p_note text
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into exchange.dealt_with (number, person, organisation, note)
    select r.number, p_person, p_organisation, p_note
    from exchange.received r where r.number = p_number
    on conflict (number) do nothing;
    return found;
end
$$;

grant execute on function exchange.deal_with to resumption_desk;
grant select on exchange.dealt_with to resumption_desk, resumption_reader;
