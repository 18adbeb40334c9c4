-- name: new_demand_round_create(id, integer year) :count
insert into new_demand_round (id, year, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :year, :now, :actor, :now, :actor, :trace)
    on conflict (year) do nothing;

-- name: new_demand_customers() :many
select id from known_customer where status = 'ACTIVE' order by id;

-- name: new_demand_item_create(id, round_id, customer_id) :exec
insert into new_demand_item (id, round_id, customer_id, state, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :round_id, :customer_id, 'OPEN', :now, :actor, :now, :actor, :trace)
    on conflict (round_id, customer_id) do nothing;

-- name: new_demand_round_open_on(integer year) :maybe
-- It is not closed meanwhile.
select id from new_demand_round where year = :year and closed_at is null for share;

-- name: new_demand_round_get(id) :one
select r.id, r.year, (select count(*) from new_demand_item i where i.round_id = r.id) as items,
       (select count(*) from new_demand_item i where i.round_id = r.id and i.state = 'OPEN') as open,
       r.closed_at, r.version, r.created_at
  from new_demand_round r
 where r.id = :id;

-- name: new_demand_round_page() :page
select r.id, r.year, (select count(*) from new_demand_item i where i.round_id = r.id) as items,
       (select count(*) from new_demand_item i where i.round_id = r.id and i.state = 'OPEN') as open,
       r.closed_at, r.version, r.created_at
  from new_demand_round r;

-- name: new_demand_round_lock(id) :lock
select id, version, closed_at from new_demand_round where id = :id for no key update;

-- name: new_demand_round_save_closed(id) :exec
update new_demand_round
   set closed_at = :now, :touched
 where id = :id;

-- name: new_demand_item_get(id) :one
select i.id, i.round_id, r.year, i.customer_id, c.name as customer_name, i.gift_sent_on, i.gift_carrier, i.plan_kind, i.plan_text,
       i.plan_lines, i.plan_on, i.contact_person, i.state, i.late, i.state = 'OPEN' and :today > make_date(r.year::int, 12, 31) as overdue,
       i.excuse, i.recorded_by, i.version
  from new_demand_item i
  join new_demand_round r on r.id = i.round_id
  join known_customer c on c.id = i.customer_id
 where i.id = :id;

-- name: new_demand_item_page(id) :page
select i.id, i.round_id, r.year, i.customer_id, c.name as customer_name, i.gift_sent_on, i.gift_carrier, i.plan_kind, i.plan_text,
       i.plan_lines, i.plan_on, i.contact_person, i.state, i.late, i.state = 'OPEN' and :today > make_date(r.year::int, 12, 31) as overdue,
       i.excuse, i.recorded_by, i.version
  from new_demand_item i
  join new_demand_round r on r.id = i.round_id
  join known_customer c on c.id = i.customer_id
 where i.round_id = :id;

-- name: new_demand_item_lock(id) :lock
select i.id, i.version, r.year, i.customer_id, i.state, i.gift_sent_on, i.plan_on, c.status, r.closed_at is not null as closed
  from new_demand_item i
  join new_demand_round r on r.id = i.round_id
  join known_customer c on c.id = i.customer_id
 where i.id = :id
   for no key update of i for share of r;

-- name: new_demand_item_save_gift(id, date sent_on, carrier, boolean late) :exec
update new_demand_item
   set gift_sent_on = :sent_on, gift_carrier = :carrier, late = late or :late,
       state = case when plan_on is null then state else 'DONE' end, :touched
 where id = :id;

-- name: new_demand_item_save_plan(id, kind, text_, lines, date plan_on, contact_person, boolean late) :exec
update new_demand_item
   set plan_kind = :kind, plan_text = :text_, plan_lines = :lines, plan_on = :plan_on, contact_person = :contact_person,
       recorded_by = :actor,
       late = late or :late, state = case when gift_sent_on is null then state else 'DONE' end,
       :touched
 where id = :id;

-- name: new_demand_item_save_excused(id, reason) :exec
update new_demand_item
   set state = 'EXCUSED', excuse = :reason, :touched
 where id = :id;
