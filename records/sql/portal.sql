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
-- Keep a session by the hash of its id; what ended a day ago goes.
with over as (
    delete from portal.sessions where expires_at < cast(:at as timestamptz) - interval '1 day'
)
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

-- name: find_session(id_sha256)^
-- Find a session that was not signed out of, even one that has ended.
select person, role, organisation, issuer, subject, id_token, csrf, opened_at, expires_at
from portal.sessions
where id_sha256 = :id_sha256;

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

-- name: save_form(id, person, role, organisation, case_id, act, about, fields, at, most)$
-- Keep a form, or what was typed into it since; nobody has more than so many, none for over a year.
with over as (
    delete from portal.saved_forms
    where saved_at < cast(:at as timestamptz) - interval '1 year'
)
insert into portal.saved_forms as kept (
    id, person, role, organisation, case_id, act, about, fields, saved_at
)
select cast(:id as uuid), said.person, said.role, said.organisation,
    :case_id, :act, :about, :fields, :at
from (
    select
        cast(:person as text) as person,
        cast(:role as text) as role,
        cast(:organisation as text) as organisation
) as said
where exists (select from portal.saved_forms where id = cast(:id as uuid)) or (
    select count(*) from portal.saved_forms as own
    where own.person = said.person and own.role = said.role
        and own.organisation = said.organisation
) < :most
on conflict (id) do update
    set about = excluded.about, fields = excluded.fields, saved_at = excluded.saved_at
    where kept.person = excluded.person and kept.role = excluded.role
        and kept.organisation = excluded.organisation
        and kept.case_id = excluded.case_id and kept.act = excluded.act
returning kept.id;

-- name: saved_forms(person, role, organisation, case_id)
-- What somebody saved in a case, the last first.
select id, case_id, act, about, fields, saved_at
from portal.saved_forms
where person = :person and role = :role and organisation = :organisation
    and case_id = :case_id
order by saved_at desc, id;

-- name: drop_form(id, person, role, organisation)!
-- Forget a form: it was sent, or is not wanted any more.
delete from portal.saved_forms
where id = cast(:id as uuid) and person = :person and role = :role
    and organisation = :organisation;
