-- name: field_has_role(id, role) :one
select exists (select from known_employee where id = :id and status = 'ACTIVE' and :role = any (roles)) as held;

-- name: field_department_known(id) :one
select exists (select from known_department where id = :id and status = 'ACTIVE') as known;

-- name: field_order_known(id) :one
select id from service_order where id = :id;
