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
