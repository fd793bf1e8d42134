-- name: append(case_id, key, bodies, envelope, view, clocks, before_return)^
-- Record a batch of events, or answer with the receipt of the one recorded under its key.
select first, last, head, recorded_at
from record.append(
    :case_id, :key, :bodies, :envelope, :view, :clocks, :before_return
);
