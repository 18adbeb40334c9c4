-- name: info_card_page(required, date stale_by) :page
-- To the responsible salesperson, those above, and finance (R3.32).
select c.id, c.customer_id, k.name as customer_name, c.owner_id,
       json_strip_nulls(json_build_object('name', c.name, 'phone', c.phone, 'address', c.address,
                                          'trade_contact', c.trade_contact)) as basic,
       json_strip_nulls(json_build_object('payment_attitude', c.payment_attitude, 'payment_time', c.payment_time,
                                          'bank_dealings', c.bank_dealings,
                                          'financial_power_holder', c.financial_power_holder,
                                          'payment_mode', c.payment_mode,
                                          'transaction_remarks', c.transaction_remarks)) as business,
       cardinality(m.missing) = 0 as complete, array_to_json(m.missing) as missing, c.content_changed_on,
       c.content_changed_on <= :stale_by as stale, c.version, c.created_at, c.created_by, c.changed_at
  from info_card c
  join credit_profile p on p.id = c.customer_id
  join known_customer k on k.id = c.customer_id
 cross join lateral (select info_card_missing(c, :required::json) as missing) m
 where :has_finance or :has_auditor or :has_service or credit_readable(p.responsible_salesperson_id, :actor, '{}');

-- name: info_card_get(id, required, date stale_by, integer offset_minutes) :one
-- With the figures of the transactions, year by year: what was ordered, what was paid, and what of the year's
-- deliveries is still owed.
select c.id, c.customer_id, k.name as customer_name, c.owner_id,
       json_strip_nulls(json_build_object('name', c.name, 'phone', c.phone, 'address', c.address,
                                          'trade_contact', c.trade_contact)) as basic,
       json_strip_nulls(json_build_object('payment_attitude', c.payment_attitude, 'payment_time', c.payment_time,
                                          'bank_dealings', c.bank_dealings,
                                          'financial_power_holder', c.financial_power_holder,
                                          'payment_mode', c.payment_mode,
                                          'transaction_remarks', c.transaction_remarks)) as business,
       (select coalesce(json_agg(y order by y.year desc), '[]')
          from (select f.year, sum(f.ordered_fen)::bigint as ordered_fen, sum(f.paid_fen)::bigint as paid_fen,
                       sum(f.outstanding_fen)::bigint as outstanding_fen
                  from (select extract(year from date_at(r.created_at, :offset_minutes))::bigint as year,
                               coalesce(r.shipped_fen, r.amount_fen) as ordered_fen, 0 as paid_fen, 0 as outstanding_fen
                          from reservation r
                         where r.customer_id = c.customer_id
                           and (r.state in ('PLACED', 'COMMITTED', 'SETTLED') or (r.state = 'RESERVED' and r.expires_at > :now))
                         union all
                        select extract(year from coalesce(t.cleared_on, t.paid_on))::bigint, 0, t.amount_fen, 0
                          from payment t
                         where t.customer_id = c.customer_id and t.status = 'CLEARED'
                         union all
                        select extract(year from v.shipped_on)::bigint, 0, 0, v.outstanding_fen
                          from receivable v
                         where v.customer_id = c.customer_id and v.outstanding_fen > 0) f
                 group by f.year) y) as transaction_figures,
       cardinality(m.missing) = 0 as complete, array_to_json(m.missing) as missing, c.content_changed_on,
       c.content_changed_on <= :stale_by as stale, c.version, c.created_at, c.created_by, c.changed_at
  from info_card c
  join known_customer k on k.id = c.customer_id
 cross join lateral (select info_card_missing(c, :required::json) as missing) m
 where c.id = :id;

-- name: info_card_shown(id) :maybe
select c.id, c.version
  from info_card c
  join credit_profile p on p.id = c.customer_id
 where c.id = :id
   and credit_reads(c.customer_id, :has_finance or :has_auditor or :has_service, p.responsible_salesperson_id, :actor, '{}',
                    'info_card_readable');

-- name: info_card_whose(id) :one
select customer_id from info_card where id = :id;

-- name: info_card_of(customer_id) :maybe
select id from info_card where customer_id = :customer_id;

-- name: info_card_create(id, customer_id, owner_id, basic, business) :exec
-- What is not said of the basic data is as the customers service knows it.
insert into info_card (id, customer_id, owner_id, name, phone, address, trade_contact, payment_attitude, payment_time,
                       bank_dealings, financial_power_holder, payment_mode, transaction_remarks, content_changed_on,
                       created_at, created_by, changed_at, changed_by, trace_id)
select :id, :customer_id, :owner_id, coalesce(:basic::json ->> 'name', k.name), coalesce(:basic::json ->> 'phone', k.phone),
       coalesce(:basic::json ->> 'address', nullif(k.address, '')), :basic::json ->> 'trade_contact',
       :business::json ->> 'payment_attitude', :business::json ->> 'payment_time', :business::json ->> 'bank_dealings',
       :business::json ->> 'financial_power_holder', :business::json ->> 'payment_mode',
       :business::json ->> 'transaction_remarks', :today, :now, :actor, :now, :actor, :trace
  from known_customer k
 where k.id = :customer_id;

-- name: info_card_lock(id) :lock
select id, version from info_card where id = :id for no key update;

-- name: info_card_save(id, basic, business) :exec
-- A merge patch: members that are there, null included.
update info_card
   set name = case when :basic::jsonb ? 'name' then :basic::jsonb ->> 'name' else name end,
       phone = case when :basic::jsonb ? 'phone' then :basic::jsonb ->> 'phone' else phone end,
       address = case when :basic::jsonb ? 'address' then :basic::jsonb ->> 'address' else address end,
       trade_contact = case when :basic::jsonb ? 'trade_contact' then :basic::jsonb ->> 'trade_contact' else trade_contact end,
       payment_attitude = case when :business::jsonb ? 'payment_attitude' then :business::jsonb ->> 'payment_attitude'
                               else payment_attitude end,
       payment_time = case when :business::jsonb ? 'payment_time' then :business::jsonb ->> 'payment_time'
                           else payment_time end,
       bank_dealings = case when :business::jsonb ? 'bank_dealings' then :business::jsonb ->> 'bank_dealings'
                            else bank_dealings end,
       financial_power_holder = case when :business::jsonb ? 'financial_power_holder'
                                     then :business::jsonb ->> 'financial_power_holder' else financial_power_holder end,
       payment_mode = case when :business::jsonb ? 'payment_mode' then :business::jsonb ->> 'payment_mode'
                           else payment_mode end,
       transaction_remarks = case when :business::jsonb ? 'transaction_remarks'
                                  then :business::jsonb ->> 'transaction_remarks' else transaction_remarks end,
       content_changed_on = :today, :touched
 where id = :id;

-- name: info_card_touch(id) :exec
-- Its purchases changed.
update info_card
   set content_changed_on = :today, :touched
 where id = :id;

-- name: info_card_pass(customer_id, owner_id) :exec
-- With the customer to another salesperson, or to nobody.
update info_card
   set owner_id = :owner_id, :touched
 where customer_id in (select id from credit_profile where id = :customer_id or merged_into_id = :customer_id)
   and owner_id is distinct from :owner_id;
