-- What checks and shipments of orders ask of a customer (R3.14, R3.15).

-- Functions of every check are in PL/pgSQL, or go up in the statement that asks them: what is SQL alone is planned at
-- every call.

-- Holds the profile of a customer, or of the one it lives on in, until the end of the transaction.
create function hold_profile(customer uuid) returns void language plpgsql as $$
begin
  perform from credit_profile
    where id = coalesce((select merged_into_id from credit_profile where id = customer), customer)
      for no key update;
end $$;

-- The smallest cap on an order, and on a calendar month, that a countermeasure in force sets (R3.31).
create function supply_caps(customer uuid) returns table (order_cap_fen bigint, month_cap_fen bigint) language sql stable as $$
  select min(figure_fen) filter (where type = 'SHIPMENT_LIMIT'), min(figure_fen) filter (where type = 'REDUCE_SUPPLY')
    from countermeasure
   where customer_id = customer and state = 'IN_FORCE' and type in ('SHIPMENT_LIMIT', 'REDUCE_SUPPLY')
$$;

-- R3.31: what was ordered in a calendar month, which begins and ends at these instants, in all modes of payment, without
-- what was released or has expired; but_for: without this order.
create function orders_of_month(customer uuid, begins timestamptz, ends timestamptz, at timestamptz, but_for uuid)
  returns bigint language sql stable as $$
  select coalesce(sum(coalesce(shipped_fen, amount_fen)), 0)::bigint
    from reservation
   where customer_id = customer and id is distinct from but_for and created_at >= begins and created_at < ends
     and (state in ('PLACED', 'COMMITTED', 'SETTLED') or state = 'RESERVED' and expires_at > at)
$$;

-- Is the customer, or one that was merged into it, on the department's own list?
create function blacklisted_by(customer uuid, department uuid) returns boolean language sql stable as $$
  select exists (select from known_blacklisting b
                  where b.department_id = department
                    and b.customer_id in (select customer union all
                                          select c.id from known_customer c where c.merged_into_id = customer))
$$;

-- What the company has set of the parameters, as it is in force on a date: an object by their names, or null. So that a
-- check reads them with all else.
create function parameters_in_force(on_date date) returns json language plpgsql stable as $$
begin
  return (select json_object_agg(name, value)
            from (select distinct on (name) name, value
                    from parameter
                   where effective_from <= on_date
                   order by name, effective_from desc, created_at desc, id desc) in_force);
end $$;

-- One timer marks all reservations that have expired, and sets itself again.
insert into timer (kind, subject_id, due_at, try_at, state, changed_at, changed_by, trace_id)
values ('reservation_expiry', 'all', now(), now(), 'SET', now(), 'system', repeat('0', 32));
