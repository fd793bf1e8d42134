-- name: due_notice(case_id, key)^
-- A registered notice, with what every message must carry about its case.
select c.illustrative, n.notice
from record.notices n
join record.cases c using (case_id)
where n.case_id = :case_id and n.key = :key;

-- name: accepted_delivery(case_id, key)^
-- The delivery that counts: the first one that was accepted.
select message_id, channel, answer, accepted, at, content_sha256
from record.deliveries
where case_id = :case_id and key = :key and accepted
order by nth
limit 1;

-- name: keep_delivery(case_id, key, message_id, channel, answer, accepted, at, content_sha256)$
-- Keep the evidence of one attempt; the same evidence is kept once.
select record.keep_delivery(
    :case_id, :key, :message_id, :channel, :answer, :accepted, :at, :content_sha256
);

-- name: notices_of_case(case_id)
-- The register of a case, in the order of its events.
select key, seq, notice
from record.notices
where case_id = :case_id
order by seq, key;

-- name: deliveries_of_case(case_id)
-- Every attempt for every notice of a case, oldest first.
select key, message_id, channel, answer, accepted, at, content_sha256
from record.deliveries
where case_id = :case_id
order by key, nth;

-- name: undelivered(max_rows)
-- Notices that no mail server has accepted, the oldest first. A refusal is over once a later notice
-- to the same party was accepted, or the letter has gone another way.
with waiting as (
    select
        n.case_id, n.key, n.seq, n.template, n.party, n.letter,
        exists (
            select from record.deliveries d where d.case_id = n.case_id and d.key = n.key
        ) as refused
    from record.notices n
    where not exists (
        select from record.deliveries d
        where d.case_id = n.case_id and d.key = n.key and d.accepted
    )
)
select w.case_id, w.key, w.template, w.party, w.refused, e.recorded_at as since
from waiting w
join record.events e using (case_id, seq)
where not w.refused or not (
    exists (
        select from record.notices l
        join record.deliveries d on d.case_id = l.case_id and d.key = l.key and d.accepted
        where l.case_id = w.case_id and l.party = w.party and l.seq > w.seq
    )
    or exists (
        select from record.tracks t
        where t.case_id = w.case_id and t.track = 'LETTER' and t.item = w.letter
          and t.state <> 'UNDELIVERABLE'
    )
)
order by e.recorded_at, w.case_id, w.key
limit :max_rows;
