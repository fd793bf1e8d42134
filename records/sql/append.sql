-- name: append(case_id, key, bodies, envelope, view, clocks, before_return, follows, run_id)^
-- Record a batch of events, or answer with the receipt of the one recorded under its key.
select first, last, head, recorded_at
from record.append(
    :case_id, :key, :bodies, :envelope, :view, :clocks, :before_return, :follows, :run_id
);

-- name: append_again(case_id, key, bodies, envelope, view, clocks, before_return, first, recorded_at, head)^
-- Record a batch again that a restore has lost, as it was; owner only.
select first, last, head, recorded_at
from record.append_again(
    :case_id, :key, :bodies, :envelope, :view, :clocks, :before_return, :first, :recorded_at, :head
);
