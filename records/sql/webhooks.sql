-- name: notices_owed_outside(max_rows)
-- Notices to somebody outside from which no delivery has been made, in the order of the record.
select o.position, o.case_id, c.carrier, c.illustrative, n.notice
from exchange.owed o
join record.notices n using (case_id, key)
join record.cases c using (case_id)
order by o.position
limit :max_rows;

-- name: spread(position, deliveries, now)$
-- Turn one mark into deliveries.
select exchange.spread(:position, :deliveries, :now);

-- name: subscriptions()
-- Every subscription, with what is owed to it and what was given up.
select
    s.id, s.organisation, s.party, s.addressee, s.types, s.url, s.scheme, s.keys, s.created_at,
    s.disabled_at, s.disabled_why,
    (select count(*) from exchange.deliveries d where d.subscription = s.id and d.state = 'due')
        as due,
    (select count(*) from exchange.deliveries d where d.subscription = s.id and d.state = 'dead')
        as dead
from exchange.subscriptions s
order by s.created_at, s.id;

-- name: subscribe(id, organisation, party, addressee, types, url, scheme, keys)$
-- Add a subscription.
select exchange.subscribe(
    :id, :organisation, :party, :addressee, :types, :url, :scheme, :keys
);

-- name: set_keys(id, keys)$
-- Name the keys that sign for a subscription.
select exchange.set_keys(:id, :keys);

-- name: disable(id, why, at)$
-- Stop sending to a subscription, for a reason; without one, go on.
select exchange.disable(:id, :why, :at);

-- name: gone(id, at)$
-- Stop sending to a subscription whose receiver wants nothing more.
select exchange.gone(:id, :at);

-- name: dead_deliveries(subscription, max_rows)
-- What was given up, the oldest first, with how the last attempt ended.
select
    d.id, d.subscription, d.case_id, d.type, d.attempts, d.first_tried_at, d.ended_at,
    a.status, a.why
from exchange.deliveries d
left join lateral (
    select status, why from exchange.attempts a where a.delivery = d.id order by nth desc limit 1
) a on true
where d.state = 'dead' and (cast(:subscription as text) is null or d.subscription = :subscription)
order by d.position
limit :max_rows;

-- name: replay(id, subscription, now)$
-- Owe once more what was given up.
select exchange.replay(:id, :subscription, :now);

-- name: claim(now, max_rows, each, lease, until)
-- Deliveries that are due, each leased.
select id, subscription, url, scheme, keys, body, attempts, first_tried_at
from exchange.claim(:now, :max_rows, :each, :lease, :until);

-- name: attempted(id, lease, at, status, why, state, due_at)$
-- Keep how an attempt ended.
select exchange.attempted(:id, :lease, :at, :status, :why, :state, :due_at);
