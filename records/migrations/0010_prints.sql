-- Letters as they were printed, in each of their languages, kept before they are sent: what was
-- attached is what can be fetched years later, whatever prints then. They only grow.

create table record.prints (
    case_id  text        not null,
    key      text        not null,
    language text        not null,
    nth      integer     not null,
    version  text        not null,
    compiler text        not null,
    sha256   text        not null,
    pdf      bytea       not null,
    kept_at  timestamptz not null default clock_timestamp(),
    primary key (case_id, key, language),
    foreign key (case_id, key) references record.notices (case_id, key),
    check (sha256 = encode(pg_catalog.sha256(pdf), 'hex'))
);
comment on column record.prints.nth is 'The place of the language in the letter, from 1 on.';
comment on column record.prints.version is 'The version of the templates and the layout.';
comment on column record.prints.compiler is 'The program that set it, with its version.';

create trigger only_grows before update or delete or truncate on record.prints
    for each statement execute function record.refuse_change();
alter table record.prints enable always trigger only_grows;

-- Keeps how a letter is printed, in all its languages at once; what is kept already stays as it is.
-- Raises a foreign key violation where the notice is unknown, a check violation where a hash is wrong.
create function record.keep_prints(
    p_case_id text, p_key text, p_languages text[], p_versions text[], p_compilers text[],
    p_sha256s text[], p_pdfs bytea[]
) returns void
language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into record.prints (case_id, key, language, nth, version, compiler, sha256, pdf)
    select p_case_id, p_key, p.language, p.nth, p.version, p.compiler, p.sha256, p.pdf
    from unnest(p_languages, p_versions, p_compilers, p_sha256s, p_pdfs)
        with ordinality as p(language, version, compiler, sha256, pdf, nth)
    on conflict (case_id, key, language) do nothing;
end;

grant execute on function record.keep_prints to resumption_worker;
grant select on record.prints to resumption_worker, resumption_desk, resumption_reader;
