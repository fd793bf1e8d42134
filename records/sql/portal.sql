-- name: log_reads(what, way, person, role, organisation, case_ids)!
-- One row for each case that was read.
insert into portal.reads (case_id, what, way, person, role, organisation)
select read.case_id, :what, :way, :person, :role, :organisation
from unnest(cast(:case_ids as text[])) as read (case_id);

-- name: log_sign_in(what, way, person, role, organisation, issuer, reason)!
-- A sign-in or sign-out, or one that was refused.
insert into portal.sign_ins (what, way, person, role, organisation, issuer, reason)
values (:what, :way, :person, :role, :organisation, :issuer, :reason);

-- name: begin_attempt(at, state_sha256, browser, verifier, nonce, go_on_to, expires_at)!
-- Remember a sign-in that was begun; what nobody completed in time goes.
with over as (delete from portal.attempts where expires_at < :at)
insert into portal.attempts (state_sha256, browser, verifier, nonce, go_on_to, expires_at)
values (:state_sha256, :browser, :verifier, :nonce, :go_on_to, :expires_at);

-- name: take_attempt(state_sha256, browser)^
-- Take a sign-in that was begun by this browser: it can be completed once.
delete from portal.attempts
where state_sha256 = :state_sha256 and browser = :browser
returning verifier, nonce, go_on_to, expires_at;

-- name: open_session(at, id_sha256, person, role, organisation, issuer, subject, id_token, csrf, expires_at)!
-- Keep a session by the hash of its id; what has ended goes.
with over as (delete from portal.sessions where expires_at < :at)
insert into portal.sessions (
    id_sha256, person, role, organisation, issuer, subject, id_token, csrf,
    opened_at, seen_at, expires_at
)
values (
    :id_sha256, :person, :role, :organisation, :issuer, :subject, :id_token, :csrf,
    :at, :at, :expires_at
);

-- name: use_session(at, id_sha256, idle_since)^
-- Find a session that has not ended and was used lately, and note that it is used.
update portal.sessions set seen_at = :at
where id_sha256 = :id_sha256 and expires_at > :at and seen_at > :idle_since
returning person, role, organisation, issuer, subject, id_token, csrf, opened_at, expires_at;

-- name: look_at_session(at, id_sha256, idle_since)^
-- Find a session that has not ended and was used lately; looking is no use.
select person, role, organisation, issuer, subject, id_token, csrf, opened_at, expires_at
from portal.sessions
where id_sha256 = :id_sha256 and expires_at > :at and seen_at > :idle_since;

-- name: end_session(id_sha256)!
-- Forget a session.
delete from portal.sessions where id_sha256 = :id_sha256;

-- name: log_of_reads(case_id, person, since, until, before, max_rows)
-- Who read what, the last first. A filter that is null lets everything through.
select id, at, case_id, what, way, person, role, organisation, '' as reason
from portal.reads
where (cast(:case_id as text) is null or case_id = :case_id)
  and (cast(:person as text) is null or person = :person)
  and (cast(:since as timestamptz) is null or at >= :since)
  and (cast(:until as timestamptz) is null or at < :until)
  and (cast(:before as bigint) is null or id < :before)
order by id desc
limit :max_rows;

-- name: log_of_sign_ins(case_id, person, since, until, before, max_rows)
-- Who signed in or out, the last first; none is of a case.
select
    id, at, '' as case_id, what, way, coalesce(person, '') as person, coalesce(role, '') as role,
    coalesce(organisation, '') as organisation, coalesce(reason, '') as reason
from portal.sign_ins
where cast(:case_id as text) is null
  and (cast(:person as text) is null or person = :person)
  and (cast(:since as timestamptz) is null or at >= :since)
  and (cast(:until as timestamptz) is null or at < :until)
  and (cast(:before as bigint) is null or id < :before)
order by id desc
limit :max_rows;

-- name: log_of_evidence(case_id, person, since, until, before, max_rows)
-- Who asked for a file that was filed, and whether it was given, the last first.
select
    r.read_id as id, r.at, i.case_id, r.reference as what,
    case when r.given then 'given' else 'refused' end as way, r.person, r.role, r.organisation,
    '' as reason
from evidence.reads r
join evidence.items i using (reference)
where (cast(:case_id as text) is null or i.case_id = :case_id)
  and (cast(:person as text) is null or r.person = :person)
  and (cast(:since as timestamptz) is null or r.at >= :since)
  and (cast(:until as timestamptz) is null or r.at < :until)
  and (cast(:before as bigint) is null or r.read_id < :before)
order by r.read_id desc
limit :max_rows;
