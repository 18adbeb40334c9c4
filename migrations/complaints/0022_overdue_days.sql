-- R10.3. The days of a round as the policy at the receipt says (complaint.overdue_days), which due_on is reckoned by.
alter table complaint add column overdue_days bigint not null default 3;
