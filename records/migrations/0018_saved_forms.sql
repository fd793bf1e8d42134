-- Forms that somebody began and has not sent. They are no filing and no part of any record: only
-- who saved one reads it again, in the same capacity, through the portal. No other role of the
-- database has any right here, the reader's included: what a carrier drafts is not CBP's to see.

create table portal.saved_forms (
    id           uuid        primary key,
    person       text        not null,
    role         text        not null,
    organisation text        not null,
    case_id      text        not null,
    act          text        not null,
    about        text        not null,
    fields       text        not null,
    saved_at     timestamptz not null
);
create index saved_forms_of_somebody
    on portal.saved_forms (person, role, organisation, case_id, saved_at desc);
create index saved_forms_by_age on portal.saved_forms (saved_at);
comment on table portal.saved_forms is
    'Forms saved for later, each read by who saved it alone; a row goes when the form is sent.';
comment on column portal.saved_forms.case_id is 'Empty for a form that opens a case.';

grant select, insert, delete, update (about, fields, saved_at)
    on portal.saved_forms to resumption_portal;
