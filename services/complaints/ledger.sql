-- name: ledger_draw(unit_id, integer year) :one
-- The counter's row stays locked until the end: who comes next waits, so that a number given back is the next one's.
insert into ledger_counter (unit_id, year, last) values (:unit_id, :year, 1)
    on conflict (unit_id, year) do update set last = ledger_counter.last + 1
returning last, (select code from complaint_unit where id = :unit_id) as code;

-- name: ledger_line_create(id, complaint_id, unit_id, number, entry, state) :exec
insert into ledger_line (id, complaint_id, unit_id, number, line, entry, state, entered_at,
                         created_at, created_by, changed_at, changed_by, trace_id)
select :id, :complaint_id, :unit_id, :number::text, coalesce(max(line), 0) + 1, :entry, :state, :now, :now, :actor, :now, :actor, :trace
  from ledger_line
 where number = :number::text;

-- name: ledger_line_page(id) :page
select id, number, line, entry, state, entered_at from ledger_line where complaint_id = :id;
