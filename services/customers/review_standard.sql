-- name: review_standard_get(id) :one
select s.id, s.department_id, s.product_id, s.number, s.id = f.id as in_force, s.descriptions, s.vip, s.preferred,
       s.extra_criteria, s.issued_by, s.issued_at, s.withdrawn_at, s.version, s.created_at, s.changed_at
  from review_standard s
  left join lateral (select o.id from review_standard o
                      where o.department_id = s.department_id and o.product_id is not distinct from s.product_id
                        and o.withdrawn_at is null
                      order by o.number desc limit 1) f on true
 where s.id = :id and department_readable(s.department_id, :department, :caller_roles);

-- name: review_standard_page() :page
select s.id, s.department_id, s.product_id, s.number, coalesce(s.id = f.id, false) as in_force, s.descriptions, s.vip,
       s.preferred, s.extra_criteria, s.issued_by, s.issued_at, s.withdrawn_at, s.version, s.created_at, s.changed_at
  from review_standard s
  left join lateral (select o.id from review_standard o
                      where o.department_id = s.department_id and o.product_id is not distinct from s.product_id
                        and o.withdrawn_at is null
                      order by o.number desc limit 1) f on true
 where department_readable(s.department_id, :department, :caller_roles);

-- name: review_standard_department(id) :maybe
-- The department as the rules see it; locked, so that standards have one number each.
select d.id as department_id, d.kind as department_kind, above.kind as department_parent_kind
  from department d
  left join department above on above.id = d.parent_id
 where d.id = :id
   for no key update of d;

-- name: review_standard_create(id, department_id, product_id, descriptions, vip, preferred, extra_criteria) :exec
insert into review_standard (id, department_id, product_id, number, descriptions, vip, preferred, extra_criteria,
                             issued_by, issued_at, created_at, created_by, changed_at, changed_by, trace_id)
select :id, :department_id::uuid, :product_id::uuid, coalesce(max(number), 0) + 1, coalesce(:descriptions, '[]')::json,
       :vip::json, :preferred::json, coalesce(:extra_criteria, '[]')::json, :actor, :now::timestamptz,
       :now, :actor, :now, :actor, :trace
  from review_standard
 where department_id = :department_id and product_id is not distinct from :product_id;

-- name: review_standard_lock(id) :lock
select s.id, s.version, s.withdrawn_at, d.id as department_id, d.kind as department_kind,
       above.kind as department_parent_kind
  from review_standard s
  join department d on d.id = s.department_id
  left join department above on above.id = d.parent_id
 where s.id = :id
   for no key update of s;

-- name: review_standard_save_withdrawal(id) :exec
update review_standard
   set withdrawn_at = :now, :touched
 where id = :id;

-- name: review_standard_in_force(department_id, product_id) :maybe
-- R7.22: the department's for the product, else its own for all.
select id, product_id is not null as of_product
  from review_standard
 where department_id = :department_id and withdrawn_at is null
   and (product_id is null or product_id = :product_id)
 order by product_id is null, number desc
 limit 1;
