-- R11.2, R11.7. A customer that was merged and the one it lives on in are one: all its ids.
create function same_customer(customer uuid) returns setof uuid language sql stable as $$
  select customer where customer is not null
   union
  select o.id
    from known_customer k
    join known_customer o on o.id = coalesce(k.merged_into_id, k.id) or o.merged_into_id = coalesce(k.merged_into_id, k.id)
   where k.id = customer
$$;

create or replace function is_recused_for_customer(customer uuid, employee uuid) returns boolean language sql stable as $$
  select exists (select from complaint c
                   join complaint_respondent r on r.complaint_id = c.id
                  where c.customer_id in (select same_customer(customer)) and c.kind = 'COMPLAINT'
                    and c.state not in ('CLOSED', 'ARCHIVED') and r.employee_id = employee)
$$;
