-- Who may do what. No role but the owner writes to a table: all writing goes through functions that
-- run with the owner's rights. The roles are made by whoever makes the database.

-- A database lets everyone in until told otherwise.
do $$
begin
    execute format('revoke all on database %I from public', current_database());
    execute format(
        'grant connect on database %I to resumption_worker, resumption_desk, resumption_reader',
        current_database()
    );
end
$$;

-- Functions are executable by everyone until told otherwise, now and in later migrations.
alter default privileges revoke execute on functions from public;
revoke execute on all functions in schema record, desk from public;

grant usage on schema record, desk to resumption_worker, resumption_desk, resumption_reader;

-- The worker records what happened and what was delivered, and asks what is owed or unanswered.
grant execute on function record.append to resumption_worker;
grant execute on function record.keep_delivery to resumption_worker;
grant execute on function desk.unanswered_before to resumption_worker;
grant select on record.notices, record.deliveries to resumption_worker;
grant select (case_id, illustrative) on record.cases to resumption_worker;

-- The desk keeps its log, and shows people their cases.
grant execute on function
    desk.receive, desk.count_attempt, desk.answer, desk.carrier_reference, desk.set_case_time
    to resumption_desk;
grant select on all tables in schema record, desk to resumption_desk;

-- The reader reads, and may repeat the hashes.
grant execute on function record.genesis, record.event_hash to resumption_reader;
grant select on all tables in schema record, desk to resumption_reader;
