-- Heads of chains as the record's own key signed them. They only grow, and none is taken for an event
-- that is not there. Nobody who can write events has that key.

create table record.signed_heads (
    case_id   text        not null,
    seq       bigint      not null,
    kid       text        not null,
    statement text        not null,
    signed_at timestamptz not null default clock_timestamp(),
    primary key (case_id, seq, kid),
    foreign key (case_id, seq) references record.events (case_id, seq)
);
comment on column record.signed_heads.statement is 'The signed envelope (seals/statements.py).';

create trigger only_grows before update or delete or truncate on record.signed_heads
    for each statement execute function record.refuse_change();
alter table record.signed_heads enable always trigger only_grows;

-- Keeps a signed head, once for each key. False where no event has that number and that hash.
create function record.keep_signed_head(
    p_case_id text, p_seq bigint, p_hash bytea, p_kid text, p_statement text
) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (
        select from record.events where case_id = p_case_id and seq = p_seq and hash = p_hash
    ) then
        return false;
    end if;
    insert into record.signed_heads (case_id, seq, kid, statement)
    values (p_case_id, p_seq, p_kid, p_statement)
    on conflict (case_id, seq, kid) do nothing;
    return true;
end
$$;

grant execute on function record.keep_signed_head to resumption_desk;
grant select on record.signed_heads to resumption_desk, resumption_reader;
