-- name: product_model_page() :page
select m.id, m.code, m.name, m.warranty_period, m.status, m.version, m.created_at, m.created_by from product_model m;

-- name: product_model_get(id) :one
select m.id, m.code, m.name, m.warranty_period, m.status, m.version, m.created_at, m.created_by
  from product_model m where m.id = :id;

-- name: product_model_create(id, code, name, warranty_period) :exec
insert into product_model (id, code, name, warranty_period, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :code, :name, :warranty_period, :now, :actor, :now, :actor, :trace);

-- name: product_model_of(code) :maybe
select m.code, m.warranty_period from product_model m where m.code = :code and m.status = 'ACTIVE';

-- name: part_price_list_page() :page
select p.id, p.valid_from, p.prices, p.version, p.created_at, p.created_by from part_price_list p;

-- name: part_price_list_get(id) :one
select p.id, p.valid_from, p.prices, p.version, p.created_at, p.created_by from part_price_list p where p.id = :id;

-- name: part_price_list_create(id, date valid_from, prices) :exec
insert into part_price_list (id, valid_from, prices, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :valid_from, :prices, :now, :actor, :now, :actor, :trace);

-- name: part_price_on(date on_, part_code) :maybe
-- Of the list in force on a day; unit_price_fen null: the list does not have the part.
select p.id, (select (x.value ->> 'unit_price_fen')::bigint from json_array_elements(p.prices) x
               where x.value ->> 'part_code' = :part_code limit 1) as unit_price_fen
  from part_price_list p
 where p.valid_from <= :on_
 order by p.valid_from desc
 limit 1;

-- name: product_record_page() :page
select * from product_record_shown;

-- name: product_record_get(id) :one
select * from product_record_shown where id = :id;
