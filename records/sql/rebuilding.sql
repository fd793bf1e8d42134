-- name: make_scratch#
-- A schema beside the record's with the same projections, empty, and the same functions that write
-- them. It lives in a transaction that is rolled back.
create schema rebuilt;
create table rebuilt.cases (like record.cases including all);
create table rebuilt.clocks (like record.clocks including all);
create table rebuilt.tracks (like record.tracks including all);
create table rebuilt.lessons (like record.lessons including all);
do $$
begin
    execute replace(pg_get_functiondef('record.project'::regproc), 'record.', 'rebuilt.');
    execute replace(pg_get_functiondef('record.project_lesson'::regproc), 'record.', 'rebuilt.');
    execute (
        select replace(pg_get_triggerdef(oid), 'record.', 'rebuilt.') from pg_trigger
        where tgrelid = 'record.cases'::regclass and tgname = 'lessons_follow'
    );
end
$$;

-- name: case_ids_on_record()
-- Every case of which something is recorded or shown, but for those that were disposed of: of them
-- lists have a line that no event can make any more.
(select case_id from record.heads where seq > 0 union select case_id from record.cases)
except select case_id from record.disposals
order by case_id;

-- name: project_to_scratch(case_id, seq, recorded_at, view, clocks, before_return)$
-- Write the projections of a case beside those that stand.
select rebuilt.project(:case_id, :seq, :recorded_at, :view, :clocks, :before_return);

-- name: differences()
-- What stands otherwise than it was rebuilt: which row of which table, and which columns.
with told as (
    select 'cases' as projection, '' as item, coalesce(s.case_id, r.case_id) as case_id,
        to_jsonb(s) as stands, to_jsonb(r) as rebuilt
    from record.cases s full join rebuilt.cases r using (case_id)
    union all
    select 'clocks', coalesce(s.key, r.key), coalesce(s.case_id, r.case_id),
        to_jsonb(s), to_jsonb(r)
    from record.clocks s full join rebuilt.clocks r using (case_id, key)
    union all
    select 'tracks', concat_ws(' ', coalesce(s.track, r.track), coalesce(s.item, r.item)),
        coalesce(s.case_id, r.case_id), to_jsonb(s), to_jsonb(r)
    from record.tracks s full join rebuilt.tracks r using (case_id, track, item)
    union all
    select 'lessons', '', coalesce(s.case_id, r.case_id), to_jsonb(s), to_jsonb(r)
    from record.lessons s full join rebuilt.lessons r using (case_id)
    union all
    -- A case that bars no other one any more has given its place up.
    select 'openings', '', o.case_id, to_jsonb(o), null
    from desk.openings o join rebuilt.cases r using (case_id)
    where not r.before_return
)
select projection, case_id, item,
    case when stands is null then 'missing' when rebuilt is null then 'surplus' else 'differs' end
        as how,
    array(
        select s.key from jsonb_each(told.stands) s join jsonb_each(told.rebuilt) r using (key)
        where s.value is distinct from r.value order by s.key
    ) as columns
from told
where stands is distinct from rebuilt
  and not exists (select from record.disposals d where d.case_id = told.case_id)
order by case_id, projection, item;

-- name: lock_head(case_id)$
-- Keep a case from moving until the transaction ends.
select seq from record.heads where case_id = :case_id for update;

-- name: forget_case(case_id)!
-- Take out the row of a case in lists, to write it anew.
delete from record.cases where case_id = :case_id;

-- name: forget_clocks(case_id)!
-- Take out its clocks, to write it anew.
delete from record.clocks where case_id = :case_id;

-- name: forget_tracks(case_id)!
-- Take out its tracks, to write it anew.
delete from record.tracks where case_id = :case_id;

-- name: forget_lesson(case_id)!
-- Take out its lesson, to write it anew.
delete from record.lessons where case_id = :case_id;

-- name: forget_opening(case_id)!
-- Take out the place that it holds for its carrier, to write it anew.
delete from desk.openings where case_id = :case_id;

-- name: project(case_id, seq, recorded_at, view, clocks, before_return)$
-- Write the projections of a case.
select record.project(:case_id, :seq, :recorded_at, :view, :clocks, :before_return);
