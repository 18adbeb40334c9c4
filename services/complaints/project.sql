-- name: service_project_get(id) :one
select id, customer_id, name, contract, kind, signing_salesperson_id, division_manager_id, division_substitute_id, project_manager_id,
       to_json(contact_ids) as contact_ids, to_json(contact_department_ids) as contact_department_ids, phone,
       to_json(checklist) as checklist, inspection_interval, state, delivered_on, retired_on, retire_reason, version, created_at,
       changed_at
  from service_project
 where id = :id;

-- name: service_project_page() :page
select id, customer_id, name, contract, kind, signing_salesperson_id, division_manager_id, division_substitute_id, project_manager_id,
       to_json(contact_ids) as contact_ids, to_json(contact_department_ids) as contact_department_ids, phone,
       to_json(checklist) as checklist, inspection_interval, state, delivered_on, retired_on, retire_reason, version, created_at,
       changed_at
  from service_project;

-- name: service_project_lock(id) :lock
select id, version from service_project where id = :id for no key update;

-- name: service_project_create(id, customer_id, name, contract, kind, signing_salesperson_id, division_manager_id, division_substitute_id, project_manager_id, contact_ids, contact_department_ids, phone, checklist, inspection_interval) :exec
insert into service_project (id, customer_id, name, contract, kind, signing_salesperson_id, division_manager_id, division_substitute_id,
                             project_manager_id, contact_ids, contact_department_ids, phone, checklist, inspection_interval, state,
                             created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :name, :contract, :kind, :signing_salesperson_id, :division_manager_id, :division_substitute_id,
        :project_manager_id, array(select value::uuid from json_array_elements_text(:contact_ids::json)),
        array(select value::uuid from json_array_elements_text(:contact_department_ids::json)), :phone,
        array(select value from json_array_elements_text(:checklist::json)), :inspection_interval, 'PREPARING',
        :now, :actor, :now, :actor, :trace);

-- name: service_project_save(id, name, contract, kind, signing_salesperson_id, division_manager_id, division_substitute_id, project_manager_id, contact_ids, contact_department_ids, phone, checklist, inspection_interval) :exec
update service_project
   set name = :name, contract = :contract, kind = :kind, signing_salesperson_id = :signing_salesperson_id,
       division_manager_id = :division_manager_id, division_substitute_id = :division_substitute_id,
       project_manager_id = :project_manager_id,
       contact_ids = array(select value::uuid from json_array_elements_text(:contact_ids::json)),
       contact_department_ids = array(select value::uuid from json_array_elements_text(:contact_department_ids::json)),
       phone = :phone, checklist = array(select value from json_array_elements_text(:checklist::json)),
       inspection_interval = :inspection_interval, :touched
 where id = :id;

-- name: service_project_save_delivered(id, date delivered_on) :exec
update service_project
   set state = 'DELIVERED', delivered_on = :delivered_on, :touched
 where id = :id;

-- name: service_project_save_retired(id, reason) :exec
update service_project
   set state = 'RETIRED', retired_on = :today, retire_reason = :reason, :touched
 where id = :id;
