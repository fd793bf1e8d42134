-- The library: what was learned from cases and published, by criterion, class of incident and
-- crossing. It follows the case's view in the same transaction and can be rebuilt from it.

create table record.lessons (
    case_id      text        primary key,
    level        text        not null,
    illustrative boolean     not null,
    criteria     text[]      not null,
    classes      text[]      not null,
    crossings    text[]      not null,
    published_at timestamptz not null,
    lesson       jsonb       not null
);
comment on table record.lessons is
    'Published lessons. A lesson names no carrier unless the carrier agreed to be named.';

create function record.project_lesson() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_lesson jsonb := new.view -> 'lesson';
begin
    insert into record.lessons as l (
        case_id, level, illustrative, criteria, classes, crossings, published_at, lesson
    )
    select
        new.case_id, p.level, p.illustrative, p.criteria, p.classes, p.crossings, p.published_at,
        v_lesson
    from jsonb_to_record(v_lesson) as p(
        level text, illustrative boolean, criteria text[], classes text[], crossings text[],
        published_at timestamptz
    )
    on conflict (case_id) do update set
        level = excluded.level, illustrative = excluded.illustrative,
        criteria = excluded.criteria, classes = excluded.classes,
        crossings = excluded.crossings, published_at = excluded.published_at,
        lesson = excluded.lesson
    where l.lesson is distinct from excluded.lesson;
    return null;
end
$$;

create trigger lessons_follow after insert or update of view on record.cases
    for each row when (jsonb_typeof(new.view -> 'lesson') = 'object')
    execute function record.project_lesson();

grant select on record.lessons to resumption_desk, resumption_reader;
