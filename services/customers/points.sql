-- name: points_entry_page() :page
select id, customer_id, customer_number, customer_name, points, kind, reverses, referral_id, gathering_id, created_at
  from points_entry_shown
 where customer_readable(_unit_id, _keeper_id, :department, :caller_roles);

-- name: points_balance_get(id) :one
select c.id as customer_id, coalesce(sum(p.points), 0)::bigint as balance, count(p.id) as entries
  from customer c
  left join (points_entry p join customer k on k.id = p.customer_id) on coalesce(k.merged_into_id, k.id) = c.id
 where c.id = :id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles)
 group by c.id;

-- name: points_balance_page() :page
select c.id, c.id as customer_id, c.number as customer_number, c.name as customer_name, sum(p.points)::bigint as balance,
       count(*) as entries
  from points_entry_shown p
  join customer c on c.id = p.customer_id
 where customer_readable(c.unit_id, c.department_id, :department, :caller_roles)
 group by c.id;

-- name: points_of_guest(gathering_id, customer_id) :maybe
-- The referral of a new customer to a gathering: what it has earned so far, and what it is due for. A void one counts
-- when the customer turns out to have come after all.
select r.id, r.old_customer_id,
       exists (select from attendance a
                where a.gathering_id = r.gathering_id and a.customer_id = r.new_customer_id
                  and a.annulled_at is null) as attended,
       (select coalesce(sum(s.amount_fen - s.returned_fen), 0)::bigint from sale s
         where s.gathering_id = r.gathering_id and s.customer_id = r.new_customer_id and s.state = 'CONCLUDED') as sold_fen,
       (select coalesce(sum(p.points), 0)::bigint from points_entry p
         where p.referral_id = r.id and coalesce(p.reverses, p.kind) = 'REFERRAL_ATTENDANCE') as for_attendance,
       (select coalesce(sum(p.points), 0)::bigint from points_entry p
         where p.referral_id = r.id and coalesce(p.reverses, p.kind) = 'REFERRAL_SALE') as for_sales
  from referral r
 where r.gathering_id = :gathering_id and r.new_customer_id = :customer_id
   and (r.state <> 'VOID'
        or not exists (select from referral o where o.new_customer_id = r.new_customer_id and o.state <> 'VOID'))
 order by r.state = 'VOID', r.created_at desc
 limit 1;

-- name: points_book(id, customer_id, integer points, kind, reverses, referral_id, gathering_id) :exec
insert into points_entry (id, customer_id, points, kind, reverses, referral_id, gathering_id,
                          created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :points, :kind, :reverses, :referral_id, :gathering_id, :now, :actor, :now, :actor, :trace);
