"""What somebody with the database in hand could do to a record, and what it must be found by."""

from records.checks import Wrong

TAMPERING = {
    "a body is changed": (
        "update record.events set body = replace(body, 'G20', 'G21')"
        " where case_id = $1 and seq = 3",
        (Wrong.CHAIN, 3),
    ),
    "a body is changed with its columns": (
        "update record.events set body = replace(body, 'G20', 'G21'), process_row = 'G21'"
        " where case_id = $1 and seq = 4",
        (Wrong.CHAIN, 4),
    ),
    "only a space is added": (
        "update record.events set body = body || ' ' where case_id = $1 and seq = 5",
        (Wrong.CHAIN, 5),
    ),
    "a body and its own hash are changed": (
        "update record.events set body = body || ' ', hash = record.event_hash(prev_hash, case_id,"
        " seq, key, recorded_at, body || ' ') where case_id = $1 and seq = 3",
        (Wrong.BATCH, 3),
    ),
    "the same inside a batch": (
        "update record.events set body = body || ' ', hash = record.event_hash(prev_hash, case_id,"
        " seq, key, recorded_at, body || ' ') where case_id = $1 and seq = 2",
        (Wrong.CHAIN, 3),
    ),
    "an event is recorded at another time": (
        "update record.events set recorded_at = recorded_at - interval '1 microsecond'"
        " where case_id = $1 and seq = 6",
        (Wrong.CHAIN, 6),
    ),
    "an event belongs to another batch": (
        "update record.events set key = 'another' where case_id = $1 and seq = 2",
        (Wrong.CHAIN, 2),
    ),
    "an event is taken out": (
        "delete from record.events where case_id = $1 and seq = 4",
        (Wrong.MISSING, 4),
    ),
    "the first event is taken out": (
        "delete from record.events where case_id = $1 and seq = 1",
        (Wrong.MISSING, 1),
    ),
    "the last event is taken out": (
        "delete from record.events where case_id = $1 and seq = 7",
        (Wrong.MISSING, 7),
    ),
    "two events change places": (
        "update record.events set seq = 109 - seq where case_id = $1 and seq in (4, 5);"
        "update record.events set seq = seq - 100 where case_id = $1 and seq > 100",
        (Wrong.CHAIN, 4),
    ),
    "a column says another person": (
        "update record.events set person = 'p.other' where case_id = $1 and seq = 5",
        (Wrong.COLUMNS, 5),
    ),
    "a column says another instant": (
        "update record.events set at = at - interval '1 day' where case_id = $1 and seq = 2",
        (Wrong.COLUMNS, 2),
    ),
    "the head is another": (
        "update record.heads set hash = sha256('x') where case_id = $1",
        (Wrong.HEAD, 7),
    ),
    "the head is set back": (
        "update record.heads set seq = 6 where case_id = $1",
        (Wrong.HEAD, 7),
    ),
    "a batch is taken out": (
        "delete from record.batches where case_id = $1 and first = 4",
        (Wrong.BATCH, 4),
    ),
    "a batch is cut short": (
        "update record.batches set last = 2 where case_id = $1 and first = 2",
        (Wrong.BATCH, 2),
    ),
    "a receipt names another hash": (
        "update record.batches set head = sha256('x') where case_id = $1 and first = 2",
        (Wrong.BATCH, 3),
    ),
    "a receipt says another time": (
        "update record.batches set recorded_at = recorded_at - interval '1 hour'"
        " where case_id = $1 and first = 6",
        (Wrong.BATCH, 6),
    ),
    "a batch is put in": (
        "insert into record.batches select case_id, 'more', 8, 8, head, recorded_at, null"
        " from record.batches where case_id = $1 and first = 6",
        (Wrong.BATCH, 8),
    ),
    "a signed command is changed": (
        "update record.batches set envelope = envelope || ' ' where case_id = $1 and first = 2",
        (Wrong.ENVELOPE, 2),
    ),
    "a signed command is taken out": (
        "update record.batches set envelope = null where case_id = $1 and first = 6",
        (Wrong.ENVELOPE, 6),
    ),
    "a signed command is put in": (
        "update record.batches set envelope = '{}' where case_id = $1 and first = 4",
        (Wrong.ENVELOPE, 5),
    ),
    "a notice is sent elsewhere": (
        "update record.notices set notice = jsonb_set(notice, '{address}', '\"x@x.example\"')"
        " where case_id = $1 and key = 'n1'",
        (Wrong.NOTICE, 2),
    ),
    "a notice is taken out": (
        "delete from record.notices where case_id = $1 and key = 'n3'",
        (Wrong.NOTICE, 7),
    ),
    "a notice is put in": (
        "insert into record.notices select case_id, 'n9', 4, template, party, address, letter,"
        " notice from record.notices where case_id = $1 and key = 'n1'",
        (Wrong.NOTICE, 4),
    ),
    "a notice is owed by another event": (
        "update record.notices set seq = 3 where case_id = $1 and key = 'n1'",
        (Wrong.NOTICE, 2),
    ),
    "a notice is not a notice": (
        "update record.notices set notice = '{}' where case_id = $1 and key = 'n2'",
        (Wrong.NOTICE, 3),
    ),
    "a notice is owed by no event": (
        "insert into record.notices select case_id, 'n9', 99, template, party, address, letter,"
        " notice from record.notices where case_id = $1 and key = 'n1'",
        (Wrong.NOTICE, 99),
    ),
    "a letter is printed otherwise, with its hash": (
        "update record.prints set pdf = 'x', sha256 = encode(sha256('x'), 'hex')"
        " where case_id = $1 and language = 'en'",
        (Wrong.PRINT, 5),
    ),
    "a printed letter is taken out": (
        "delete from record.prints where case_id = $1 and language = 'es'",
        (Wrong.PRINT, 5),
    ),
}
