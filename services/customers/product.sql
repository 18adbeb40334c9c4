-- name: product_get(id) :one
-- The product as the API shows it.
select id, code, name, line, description, to_json(required_qualifications) as required_qualifications, status,
       version, created_at, changed_at
  from product
 where id = :id;

-- name: product_page() :page
select id, code, name, line, description, to_json(required_qualifications) as required_qualifications, status,
       version, created_at, changed_at, concat_ws(' ', code, name, description) as _search
  from product;

-- name: product_create(id, code, name, line, description, required_qualifications) :exec
insert into product (id, code, name, line, description, required_qualifications,
                     created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :code, :name, :line, :description,
        array(select json_array_elements_text(coalesce(:required_qualifications, '[]')::json)),
        :now, :actor, :now, :actor, :trace);

-- name: product_lock(id) :lock
select id, version from product where id = :id for update;

-- name: product_save(id, patch) :exec
-- Applies a checked merge patch.
update product t
   set code = p.code, name = p.name, line = p.line, description = p.description,
       required_qualifications = p.required_qualifications, status = p.status,
       version = t.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from product old, json_populate_record(old, :patch::json) p
 where t.id = :id and old.id = t.id;
