-- name: prints_of_notice(case_id, key)
-- How a letter was printed, in the order of its languages.
select language, version, compiler, sha256, pdf
from record.prints
where case_id = :case_id and key = :key
order by nth;

-- name: prints_of_case(case_id)
-- What was printed in a case, without the bytes: each sheet with its size (bytes) and hash.
select key, language, version, compiler, sha256, length(pdf) as size
from record.prints
where case_id = :case_id
order by key, nth;

-- name: version_of_letter(case_id, letter)$
-- The version with which a letter was first printed, in whichever of its copies.
select p.version
from record.prints p
join record.notices n using (case_id, key)
where n.case_id = :case_id and n.letter = :letter
order by p.kept_at
limit 1;

-- name: keep_prints(case_id, key, languages, versions, compilers, sha256s, pdfs)$
-- Keep how a letter is printed, once.
select record.keep_prints(
    :case_id, :key, :languages, :versions, :compilers, :sha256s, :pdfs
);
