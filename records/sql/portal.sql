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

-- name: end_session(id_sha256)!
-- Forget a session.
delete from portal.sessions where id_sha256 = :id_sha256;
