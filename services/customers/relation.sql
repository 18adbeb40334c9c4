-- name: relation_customer_lock(customer_id) :one
-- The first lock of whatever depends on a customer's relations, tiers and listings: see
-- migrations/customers/0002_admission.sql.
select id, version, status, merged_into_id from customer where id = :customer_id for no key update;

-- name: relation_facts(department_id, customer_id) :one
-- What the rules need to know of a department and a customer; asked after the lock, where there is one.
-- The columns relation_… are null where there is no relation yet.
select c.id as customer_id, c.customer_class, c.kind, c.legal_form,
       customer_readable(c.status, c.unit_id, c.department_id, :department, :caller_roles) as readable,
       d.id as department_id, d.kind as department_kind, above.kind as department_parent_kind,
       r.id as relation_id, r.version as relation_version, r.state as relation_state, r.tier,
       exists (select from blacklist_entry b
                where b.customer_id = c.id and b.scope = 'COMPANY' and b.state = 'ACTIVE') as company_listed,
       exists (select from blacklist_entry b
                where b.customer_id = c.id and b.department_id = d.id and b.state = 'ACTIVE') as department_listed,
       (select count(*) from illegality_record i where i.customer_id = c.id and i.annulled_at is null) as illegality_records
  from customer c
  join department d on d.id = :department_id
  left join department above on above.id = d.parent_id
  left join department_customer r on r.department_id = d.id and r.customer_id = c.id
 where c.id = :customer_id;

-- name: relation_papers(customer_id) :many
-- The papers of a customer, whoever registered them. An 18-character licence number is a unified social credit code.
select type, valid_from, valid_until, state = 'VERIFIED' as verified,
       coalesce(number ~ '^[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{18}$', false) as credit_code
  from archive_document
 where customer_id = :customer_id and state <> 'REJECTED'
 order by id;

-- name: relation_of_customer(customer_id) :many
-- The departments' relations to a customer.
select id, department_id, state from department_customer where customer_id = :customer_id order by id;

-- name: relation_whose(id) :maybe
-- Whose relation it is, before anything is locked.
select department_id, customer_id, state from department_customer where id = :id;

-- name: relation_get(id) :one
-- The relation as the API shows it, to whoever may read the department's own.
select r.id, r.department_id, r.customer_id, c.name as customer_name, c.number as customer_number, r.state, r.tier,
       r.admitted_at, r.admitted_on, r.papers_until, r.ended_at, r.end_kind, r.end_reason, r.last_reviewed_on,
       r.last_review_to, r.review_due_on, r.data_updated_on, r.version, r.created_at, r.changed_at
  from department_customer r
  join customer c on c.id = r.customer_id
 where r.id = :id and department_readable(r.department_id, :department, :caller_roles);

-- name: relation_page(boolean? purged) :page
select r.id, r.department_id, r.customer_id, c.name as customer_name, c.number as customer_number, r.state, r.tier,
       r.admitted_at, r.admitted_on, r.papers_until, r.ended_at, r.end_kind, r.end_reason, r.last_reviewed_on,
       r.last_review_to, r.review_due_on, r.data_updated_on, r.version, r.created_at, r.changed_at, c._search
  from department_customer r
  join customer c on c.id = r.customer_id
 where department_readable(r.department_id, :department, :caller_roles)
   and (r.state <> 'PURGED' or :purged);

-- name: relation_lock(id) :lock
-- To be changed; whoever may not read it does not find it.
select id, version, state
  from department_customer
 where id = :id and department_readable(department_id, :department, :caller_roles)
   for no key update;

-- name: relation_apply(id, department_id, customer_id) :one
-- An application opens the relation, or opens it anew.
insert into department_customer as r
       (id, department_id, customer_id, state, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :department_id, :customer_id, 'APPLIED', :now, :actor, :now, :actor, :trace)
on conflict on constraint department_customer_once do update
   set state = 'APPLIED', tier = null, ended_at = null, end_kind = null, end_reason = null,
       version = r.version + 1, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
       trace_id = excluded.trace_id
returning id, version;

-- name: relation_admit(id, date papers_until, date review_due_on, date data_stale_on) :exec
-- Admitted as a qualified customer; what was reviewed in an earlier relation is over.
update department_customer
   set state = 'ADMITTED', tier = 'QUALIFIED', admitted_at = :now, admitted_on = :today, papers_until = :papers_until,
       last_reviewed_on = null, last_review_to = null, review_due_on = :review_due_on, data_updated_on = :today,
       data_stale_on = :data_stale_on, :touched
 where id = :id;

-- name: relation_refuse(id) :exec
update department_customer
   set state = 'REFUSED', :touched
 where id = :id;

-- name: relation_save_end(id, end_kind, end_reason) :exec
update department_customer
   set state = 'ENDED', tier = null, ended_at = :now, end_kind = :end_kind, end_reason = :end_reason,
       review_due_on = null, papers_until = null, :touched
 where id = :id;

-- name: relation_save_papers(id, state, date papers_until) :count
-- What the papers make of it: ADMITTED or ON_HOLD, and until when they are valid.
update department_customer
   set state = :state, papers_until = :papers_until, :touched
 where id = :id and (state <> :state or papers_until is distinct from :papers_until);

-- name: relation_admission_latest(relation_id) :maybe
-- The application that the relation stands on.
select id from admission where relation_id = :relation_id and state in ('OPEN', 'ADMITTED') order by applied_at desc, id desc limit 1;

-- name: relation_close_admissions(relation_id) :exec
-- An application that can come to nothing any more.
update admission
   set state = 'CLOSED', decided_at = :now, decided_by = :actor, :touched
 where relation_id = :relation_id and state = 'OPEN';

-- name: relation_product_page(id) :page
select p.id, p.relation_id, p.product_id, p.active, p.admission_id, p.version, p.created_at, p.changed_at
  from relation_product p
  join department_customer r on r.id = p.relation_id
 where p.relation_id = :id and department_readable(r.department_id, :department, :caller_roles);

-- name: relation_product_requirements(product_ids) :many
-- The products of a list and the qualifications that each needs.
select id, array_to_string(required_qualifications, ' ') as required
  from product
 where id in (select json_array_elements_text(:product_ids::json)::uuid)
 order by id;

-- name: relation_product_set(id, relation_id, product_id, admission_id) :one
-- The admission covers the product.
insert into relation_product as p
       (id, relation_id, product_id, admission_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :relation_id, :product_id, :admission_id, :now, :actor, :now, :actor, :trace)
on conflict on constraint relation_product_once do update
   set active = true, admission_id = excluded.admission_id, version = p.version + 1,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by, trace_id = excluded.trace_id
returning id, relation_id, product_id, active, admission_id, version, created_at, changed_at;

-- name: relation_products_retire(relation_id) :exec
-- What an earlier admission covered.
update relation_product
   set active = false, :touched
 where relation_id = :relation_id and active;

-- name: relation_covered(id) :one
-- The products that the admission covers.
select coalesce(json_agg(product_id), '[]'::json) as product_ids from relation_product where relation_id = :id and active;

-- name: relation_save_listed(id, state) :exec
-- BLOCKED or PURGED.
update department_customer
   set state = :state, tier = null, ended_at = :now, review_due_on = null, papers_until = null,
       :touched
 where id = :id;

-- name: relation_refuse_admissions(relation_id, reason) :exec
-- A listing refuses what was applied for.
update admission
   set state = 'REFUSED', decided_at = :now, decided_by = :actor, reason = :reason, :touched
 where relation_id = :relation_id and state = 'OPEN';
