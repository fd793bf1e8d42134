-- name: begin_upload(upload_id, case_id, person, role, organisation, confidentiality, name, media_type, size, own_reference, most_open)^
-- Write an upload down; what is now written under its id, nothing where there are too many.
select * from evidence.begin_upload(
    :upload_id, :case_id, :person, :role, :organisation, :confidentiality, :name, :media_type,
    :size, :own_reference, :most_open
);

-- name: find_upload(upload_id)^
-- An upload.
select * from evidence.uploads where upload_id = :upload_id;

-- name: parts_of_upload(upload_id)
-- The parts of an upload, in their order.
select start, length, object from evidence.parts where upload_id = :upload_id order by start;

-- name: add_part(upload_id, start, length, object)$
-- Count a part in; whether it was at the offset.
select evidence.add_part(:upload_id, :start, :length, :object);

-- name: refuse_upload(upload_id)$
-- End an open upload.
select evidence.refuse_upload(:upload_id);

-- name: abandon_uploads(untouched_since)$
-- End open uploads that nobody has touched since.
select evidence.abandon_uploads(:untouched_since);

-- name: open_uploads(upload_ids)
-- Which of some uploads are open.
select upload_id from evidence.uploads
where state = 'OPEN' and upload_id = any(cast(:upload_ids as text[]));

-- name: enter_item(upload_id, reference, sha256, verdict, scanner, signature)^
-- Enter what an upload has become.
select * from evidence.enter_item(
    :upload_id, :reference, :sha256, :verdict, :scanner, :signature
);

-- name: item_of_upload(upload_id)^
-- What an upload has become.
select * from evidence.items where upload_id = :upload_id;

-- name: items_of_case(case_id)
-- The items of a case, oldest first.
select * from evidence.items where case_id = :case_id order by accepted_at, reference;

-- name: found_infected(sha256)$
-- Whether a file of a hash was ever found infected, in whatever case.
select exists (select from evidence.items where verdict = 'INFECTED' and sha256 = :sha256);

-- name: entered_contents(hashes)
-- Which of some hashes accepted items have, in cases that were not disposed of.
select distinct sha256 from evidence.items
where verdict <> 'INFECTED' and sha256 = any(cast(:hashes as text[]))
  and not exists (select from record.disposals d where d.case_id = items.case_id);

-- name: lock_content(sha256)$
-- Wait until nobody else stores or removes the object of a hash; until the transaction ends.
select pg_advisory_xact_lock(hashtextextended('content ' || :sha256, 0));

-- name: log_read(reference, person, role, organisation, given)$
-- Write a read down.
select evidence.log_read(:reference, :person, :role, :organisation, :given);
