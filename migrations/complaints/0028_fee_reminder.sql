-- R11.14. A technician who has not returned with a fee by the end of the day is reminded.
alter table service_information drop constraint service_information_kind;
alter table service_information add constraint service_information_kind
  check (kind in ('ACCEPTED', 'TRANSFERRED', 'TIER_CHANGED', 'ENGINEER_ASSIGNED', 'ARRIVED', 'RESOLVED', 'REOPENED', 'DECISION', 'CLOSED', 'MAJOR',
                  'NO_TARGET', 'TRANSFER_REMINDER', 'FORWARDED', 'PING_PONG', 'CALL_CUSTOMER', 'FEE_REMINDER', 'OTHER'));

-- The first return after a collection that is told later.
create index field_return_since on field_return (technician_id, returned_at);
