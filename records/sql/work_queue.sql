-- name: work_queue(states, phase, carriers, port, awaiting, overdue, held, owner, office, person, day, track, items, words, named, after_late, after_due, after_case_id, max_rows)
-- Case views without their clocks, what is late first, then what is due first, with how many there
-- are in all. A filter that is null lets everything through.
with found as (
    select
        case_id, view, not overdue as late_last, next_due,
        coalesce(next_due, 'infinity'::timestamptz) as due
    from record.cases
    where (cast(:states as text[]) is null or state = any(cast(:states as text[])))
      and (cast(:phase as text) is null or phase = :phase)
      and (cast(:carriers as text[]) is null or carrier = any(cast(:carriers as text[])))
      and (cast(:port as text) is null or cast(:port as text) = any(ports))
      and (cast(:awaiting as text) is null or awaiting = :awaiting)
      and (cast(:overdue as boolean) is null or overdue = :overdue)
      and (cast(:held as boolean) is null or held = :held)
      and (cast(:owner as text) is null or owner = :owner)
      and (cast(:office as text) is null or view ->> 'office' = cast(:office as text))
      and (
          -- as ``Assignment.holder_on`` says it
          cast(:person as text) is null
          or cast(:person as text) = case
              when coalesce(cast(view #>> '{assigned,since}' as date), '-infinity')
                       <= cast(:day as date)
               and coalesce(cast(view #>> '{assigned,until}' as date), 'infinity')
                       >= cast(:day as date)
              then view #>> '{assigned,person}'
              else view #>> '{assigned,instead_of}'
          end
      )
      and (
          cast(:track as text) is null
          or exists (
              select from record.tracks t
              where t.case_id = cases.case_id and t.track = :track
                and (
                    cast(:items as text[]) is null or t.state = any(cast(:items as text[]))
                )
          )
      )
      and (
          cast(:words as text) is null
          or position(lower(:words) in lower(case_id)) > 0
          or position(lower(:words) in lower(carrier_reference)) > 0
          or carrier = any(cast(:named as text[]))
      )
      and not exists (select from record.disposals d where d.case_id = cases.case_id)
)
select
    (select count(*) from found) as every,
    case_id, view, late_last, next_due
from found
where cast(:after_case_id as text) is null
   or (late_last, due, case_id) > (
       not cast(:after_late as boolean),
       coalesce(cast(:after_due as timestamptz), 'infinity'::timestamptz),
       cast(:after_case_id as text)
   )
order by late_last, due, case_id
limit :max_rows;
