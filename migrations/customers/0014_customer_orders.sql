-- The orders of the list of customers that had no index: by name, and by the last change, as the list of the stale has it.
create index customer_named on customer (name, id);
create index customer_changed on customer (changed_at, id);
