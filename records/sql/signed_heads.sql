-- name: heads_to_sign(kid, case_id)
-- Heads that a key has not signed, of one case or of all, each with the last head below it that was
-- signed by any key.
select h.case_id, h.seq, h.hash, s.seq as signed_seq, s.statement
from record.heads h
left join lateral (
    select seq, statement from record.signed_heads
    where case_id = h.case_id and seq <= h.seq
    order by seq desc, signed_at desc limit 1
) s on true
where (cast(:case_id as text) is null or h.case_id = :case_id)
  and not exists (
      select from record.signed_heads o
      where o.case_id = h.case_id and o.seq = h.seq and o.kid = :kid
  )
  and h.seq > 0
order by h.case_id;

-- name: links_after(case_id, after, until)
-- What the chain of a case is made of between two numbers, in order.
select seq, key, recorded_at, body, prev_hash, hash
from record.events
where case_id = :case_id and seq > :after and seq <= :until
order by seq;

-- name: keep_signed_head(case_id, seq, hash, kid, statement)$
-- Keep a signed head, once; false where no such event is there.
select record.keep_signed_head(:case_id, :seq, :hash, :kid, :statement);

-- name: signed_heads_of_case(case_id)
-- The signed heads of a case, in order.
select seq, kid, statement, signed_at
from record.signed_heads
where case_id = :case_id
order by seq, signed_at, kid;
