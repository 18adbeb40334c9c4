-- R11.21. What was denied may be asked for again: replaces_id is the denied one.
alter table verbal_approval add column replaces_id uuid constraint verbal_approval_replaces references verbal_approval;
create unique index verbal_approval_replaced_once on verbal_approval (replaces_id);

-- R11.9, R11.12. Repeats are counted for each repair that is done.
create index service_order_repeated on service_order (repeat_of_id) where repeat_of_id is not null;
