-- name: quota_counts(department_id) :one
-- R7.21: T of a department, and its customers of each tier.
select count(*) as total, count(*) filter (where tier = 'VIP') as vip, count(*) filter (where tier = 'PREFERRED') as preferred
  from department_customer
 where department_id = :department_id and state in ('ADMITTED', 'ON_HOLD');

-- name: quota_products(department_id, customer_id, tier) :many
-- The same for each product that the customer has a valid contract for, and whether it is excepted.
select k.product_id, count(*) as total, count(*) filter (where r.tier = 'VIP') as vip,
       count(*) filter (where r.tier = 'PREFERRED') as preferred,
       exists (select from quota_exception x
                where x.department_id = :department_id and x.customer_id = :customer_id and x.product_id = k.product_id
                  and x.tier = :tier and x.withdrawn_at is null) as excepted
  from valid_contract_product(:today) k
  join department_customer r on r.department_id = k.department_id and r.customer_id = k.customer_id
                            and r.state in ('ADMITTED', 'ON_HOLD')
 where k.department_id = :department_id
   and k.product_id in (select o.product_id from valid_contract_product(:today) o
                         where o.department_id = :department_id and o.customer_id = :customer_id)
 group by k.product_id
 order by k.product_id;

-- name: quota_departments(department_id) :many
-- The sales departments that the caller may read.
select d.id, d.name, count(r.id) as total, count(r.id) filter (where r.tier = 'VIP') as vip,
       count(r.id) filter (where r.tier = 'PREFERRED') as preferred
  from department d
  left join department_customer r on r.department_id = d.id and r.state in ('ADMITTED', 'ON_HOLD')
 where d.kind in ('SALES', 'MARKETING_DIVISION') and department_readable(d.id, :department, :caller_roles)
   and (:department_id::uuid is null or d.id = :department_id)
 group by d.id
having d.kind = 'SALES' or count(r.id) > 0
 order by d.code;

-- name: quota_department_products(department_id) :many
-- Their products, by department.
select k.department_id, k.product_id, count(*) as total, count(*) filter (where r.tier = 'VIP') as vip,
       count(*) filter (where r.tier = 'PREFERRED') as preferred
  from valid_contract_product(:today) k
  join department_customer r on r.department_id = k.department_id and r.customer_id = k.customer_id
                            and r.state in ('ADMITTED', 'ON_HOLD')
 where department_readable(k.department_id, :department, :caller_roles)
   and (:department_id::uuid is null or k.department_id = :department_id)
 group by k.department_id, k.product_id
 order by k.department_id, k.product_id;

-- name: quota_exception_get(id) :one
select id, department_id, customer_id, product_id, tier, reason, granted_by, granted_at,
       withdrawn_at is not null as withdrawn, withdrawn_by, withdrawn_at, version, created_at, changed_at
  from quota_exception
 where id = :id and department_readable(department_id, :department, :caller_roles);

-- name: quota_exception_page() :page
select id, department_id, customer_id, product_id, tier, reason, granted_by, granted_at,
       withdrawn_at is not null as withdrawn, withdrawn_by, withdrawn_at, version, created_at, changed_at
  from quota_exception
 where department_readable(department_id, :department, :caller_roles);

-- name: quota_exception_create(id, department_id, customer_id, product_id, tier, reason) :exec
insert into quota_exception (id, department_id, customer_id, product_id, tier, reason, granted_by, granted_at,
                             created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :department_id, :customer_id, :product_id, :tier, :reason, :actor, :now, :now, :actor, :now, :actor, :trace);

-- name: quota_exception_lock(id) :lock
select id, version, withdrawn_at from quota_exception where id = :id for no key update;

-- name: quota_exception_save_withdrawal(id) :exec
update quota_exception
   set withdrawn_by = :actor, withdrawn_at = :now, :touched
 where id = :id;
