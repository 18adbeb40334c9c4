-- Customers whom a salesperson visits no more, since so many visits had no result (R3.34): told by the visits service,
-- which alone decides on visits. One row for each customer and salesperson, of the last time.
create table visit_stop (
  id             uuid        not null constraint visit_stop_pk primary key,
  version        bigint      not null default 1,
  customer_id    uuid        not null constraint visit_stop_customer references customer,
  salesperson_id uuid        not null,
  visit_count    bigint      not null,
  stopped_at     timestamptz not null,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint visit_stop_once unique (customer_id, salesperson_id)
);
create trigger audit after insert or update on visit_stop for each row execute function audit();
