-- name: prints_of_notice(case_id, key)
-- How a letter was printed, in the order of its languages.
select language, version, compiler, sha256, pdf
from record.prints
where case_id = :case_id and key = :key
order by nth;

-- name: keep_prints(case_id, key, languages, versions, compilers, sha256s, pdfs)$
-- Keep how a letter is printed, once.
select record.keep_prints(
    :case_id, :key, :languages, :versions, :compilers, :sha256s, :pdfs
);
