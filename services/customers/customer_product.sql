-- name: customer_product_page(customer_id) :page
-- The notes of all departments on one customer, for whoever may read the customer.
select p.id, p.customer_id, p.product_id, p.department_id, p.active, p.yearly_need, p.competitor, p.remarks,
       p.version, p.created_at, p.changed_at
  from customer_product p
  join customer c on c.id = p.customer_id
 where p.customer_id = :customer_id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);

-- name: customer_product_customer(id) :one
-- The customer of a note, if the caller may read it, and what the caller's department is.
select c.id, c.status, c.merged_into_id, d.id as department_id, d.kind as department_kind,
       above.kind as department_parent_kind
  from customer c
  left join department d on d.id = :department
  left join department above on above.id = d.parent_id
 where c.id = :id and customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles);

-- name: customer_product_set(id, customer_id, product_id, boolean active, integer? yearly_need, competitor, remarks) :maybe
-- None: there is no such product.
insert into customer_product
       (id, customer_id, department_id, product_id, active, yearly_need, competitor, remarks,
        created_at, created_by, changed_at, changed_by, trace_id)
select :id::uuid, :customer_id::uuid, :department::uuid, p.id, :active, :yearly_need::bigint, :competitor, :remarks,
       :now::timestamptz, :actor, :now::timestamptz, :actor, :trace
  from product p
 where p.id = :product_id
on conflict on constraint customer_product_once do update
   set active = excluded.active, yearly_need = excluded.yearly_need, competitor = excluded.competitor,
       remarks = excluded.remarks, version = customer_product.version + 1,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by, trace_id = excluded.trace_id
returning id, customer_id, product_id, department_id, active, yearly_need, competitor, remarks, version,
       created_at, changed_at;
