-- name: contract_get(id) :one
-- The contract as the API shows it, to whoever may read the department's own.
select k.id, k.department_id, k.customer_id, k.number,
       (select json_agg(p.product_id order by p.product_id) from contract_product p where p.contract_id = k.id) as product_ids,
       k.signed_on, k.valid_until, k.file_ref, k.remarks, k.end_reason, k.version, k.created_at, k.created_by, k.changed_at
  from contract k
 where k.id = :id and (department_readable(k.department_id, :department, :caller_roles) or :has_finance);

-- name: contract_page(product_id) :page
select k.id, k.department_id, k.customer_id, k.number,
       (select json_agg(p.product_id order by p.product_id) from contract_product p where p.contract_id = k.id) as product_ids,
       k.signed_on, k.valid_until, k.file_ref, k.remarks, k.end_reason, k.version, k.created_at, k.created_by, k.changed_at
  from contract k
 where (department_readable(k.department_id, :department, :caller_roles) or :has_finance)
   and (:product_id::uuid is null
        or exists (select from contract_product p where p.contract_id = k.id and p.product_id = :product_id));

-- name: contract_number_taken(number) :one
select exists (select from contract where number = :number) as taken;

-- name: contract_create(id, department_id, customer_id, number, date signed_on, date valid_until, file_ref, remarks) :exec
insert into contract (id, department_id, customer_id, number, signed_on, valid_until, file_ref, remarks,
                      created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :department_id, :customer_id, :number, :signed_on, :valid_until, :file_ref, :remarks,
        :now, :actor, :now, :actor, :trace);

-- name: contract_create_product(id, contract_id, product_id) :exec
insert into contract_product (id, contract_id, product_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :contract_id, :product_id, :now, :actor, :now, :actor, :trace);

-- name: contract_lock(id) :lock
select k.id, k.version, k.signed_on, k.valid_until, d.id as department_id, d.kind as department_kind,
       above.kind as department_parent_kind
  from contract k
  join department d on d.id = k.department_id
  left join department above on above.id = d.parent_id
 where k.id = :id and department_readable(k.department_id, :department, :caller_roles)
   for no key update of k;

-- name: contract_save_end(id, date valid_until, end_reason) :exec
update contract
   set valid_until = :valid_until, end_reason = :end_reason, :touched
 where id = :id;

-- name: contract_of_relation(department_id, customer_id) :many
-- The contracts of a department with a customer, and what they cover, for the rules.
select k.department_id, k.signed_on, k.valid_until,
       (select string_agg(p.product_id::text, ' ') from contract_product p where p.contract_id = k.id) as products
  from contract k
 where k.department_id = :department_id and k.customer_id = :customer_id
 order by k.id;
