-- name: admission_get(id) :one
-- The application with its checks, to whoever may read the department's own.
select a.id, a.relation_id, a.department_id, a.customer_id, c.name as customer_name, to_json(a.product_ids) as product_ids,
       a.remarks, a.state, a.applied_by, a.applied_at, a.decided_by, a.decided_at, a.reason,
       to_json(a.admitted_product_ids) as admitted_product_ids,
       coalesce((select json_agg(json_strip_nulls(json_build_object(
                          'condition', k.condition, 'result', k.result, 'assessment', k.assessment,
                          'evidence', k.evidence, 'extract_on', k.extract_on,
                          'signed_by_customer', case when k.signed_by_customer then true end,
                          'checker', k.checker,
                          'checked_at', to_char(k.checked_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
                        order by length(k.condition) > 1, k.condition)
                   from admission_check k where k.admission_id = a.id), '[]'::json) as checks,
       a.version, a.created_at, a.changed_at
  from admission a
  join customer c on c.id = a.customer_id
 where a.id = :id and department_readable(a.department_id, :department, :caller_roles);

-- name: admission_page() :page
select a.id, a.relation_id, a.department_id, a.customer_id, c.name as customer_name, to_json(a.product_ids) as product_ids,
       a.remarks, a.state, a.applied_by, a.applied_at, a.decided_by, a.decided_at, a.reason,
       to_json(a.admitted_product_ids) as admitted_product_ids, a.version, a.created_at, a.changed_at
  from admission a
  join customer c on c.id = a.customer_id
 where department_readable(a.department_id, :department, :caller_roles);

-- name: admission_create(id, relation_id, department_id, customer_id, product_ids, remarks) :exec
insert into admission (id, relation_id, department_id, customer_id, product_ids, remarks, applied_by, applied_at,
                       created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :relation_id, :department_id, :customer_id,
        array(select distinct json_array_elements_text(:product_ids::json)::uuid), :remarks, :actor, :now,
        :now, :actor, :now, :actor, :trace);

-- name: admission_whose(id) :one
-- Whose application it is, before anything is locked.
select department_id, customer_id
  from admission
 where id = :id and department_readable(department_id, :department, :caller_roles);

-- name: admission_lock(id) :lock
select id, version from admission where id = :id for no key update;

-- name: admission_facts(id) :one
-- What the rules need to know of it; the customer is locked.
select state, applied_by, to_json(product_ids) as product_ids,
       not exists (select from admission later
                    where later.relation_id = a.relation_id and (later.applied_at, later.id) > (a.applied_at, a.id)) as latest
  from admission a
 where id = :id;

-- name: admission_checks(admission_id) :many
-- Each condition as it was judged last, for the rules.
select condition, result, checker, json_array_length(evidence) as evidence, extract_on, signed_by_customer
  from admission_check
 where admission_id = :admission_id
 order by condition;

-- name: admission_check_save(id, admission_id, condition, result, assessment, evidence, date extract_on,
--       boolean signed_by_customer) :exec
insert into admission_check as k
       (id, admission_id, condition, result, assessment, evidence, extract_on, signed_by_customer, checker, checked_at,
        created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :admission_id, :condition, :result, :assessment, coalesce(:evidence, '[]')::json, :extract_on,
        :signed_by_customer, :actor, :now, :now, :actor, :now, :actor, :trace)
on conflict on constraint admission_check_once do update
   set result = excluded.result, assessment = excluded.assessment, evidence = excluded.evidence,
       extract_on = excluded.extract_on, signed_by_customer = excluded.signed_by_customer,
       checker = excluded.checker, checked_at = excluded.checked_at,
       version = k.version + 1, changed_at = excluded.changed_at, changed_by = excluded.changed_by,
       trace_id = excluded.trace_id;

-- name: admission_evidence_known(customer_id, evidence) :one
-- Whether every paper that the evidence names is one of the customer's.
select not exists (select from json_array_elements(:evidence::json) e
                    where e ->> 'archive_document_id' is not null
                      and not exists (select from archive_document d
                                       where d.id = (e ->> 'archive_document_id')::uuid
                                         and d.customer_id = :customer_id)) as known;

-- name: admission_touch(id) :exec
-- A check is part of the application.
update admission
   set :touched
 where id = :id;

-- name: admission_save_decision(id, state, reason, admitted_product_ids) :exec
update admission
   set state = :state, reason = :reason, decided_by = :actor, decided_at = :now,
       admitted_product_ids = (select array_agg(p::uuid) from json_array_elements_text(:admitted_product_ids::json) p),
       :touched
 where id = :id;

-- name: exempt_method_page() :page
select id, department_id, customer_class, text, members, version, created_at, changed_at
  from exempt_method
 where department_readable(department_id, :department, :caller_roles);

-- name: exempt_method_department(id) :maybe
select d.id as department_id, d.kind as department_kind, above.kind as department_parent_kind
  from department d
  left join department above on above.id = d.parent_id
 where d.id = :id;

-- name: exempt_method_set(id, customer_class, text_, members) :one
insert into exempt_method as m
       (id, department_id, customer_class, text, members, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :department, :customer_class, :text_, :members, :now, :actor, :now, :actor, :trace)
on conflict on constraint exempt_method_once do update
   set text = excluded.text, members = excluded.members, version = m.version + 1,
       changed_at = excluded.changed_at, changed_by = excluded.changed_by, trace_id = excluded.trace_id
returning id, department_id, customer_class, text, members, version, created_at, changed_at;
