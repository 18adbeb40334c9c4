-- name: staff_holds(employee_id, role) :maybe
select id from known_employee where id = :employee_id and status = 'ACTIVE' and :role = any (roles);

-- name: staff_department(id) :maybe
select id from known_department where id = :id;
