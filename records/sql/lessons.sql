-- name: published_lessons(levels, criterion, incident, crossing)
-- Published lessons of some levels, newest first. A filter that is null lets everything through.
select case_id, lesson
from record.lessons
where level = any(cast(:levels as text[]))
  and (cast(:criterion as text) is null or :criterion = any(criteria))
  and (cast(:incident as text) is null or :incident = any(classes))
  and (cast(:crossing as text) is null or :crossing = any(crossings))
order by published_at desc, case_id;
