-- R11.15. An explanation is of the difference that there was then: of another one it explains nothing.
alter table custody_issue add column explained_difference bigint;
alter table custody_issue disable trigger audit;
update custody_issue set explained_difference = quantity - used - returned where explanation is not null;
alter table custody_issue enable trigger audit;
alter table custody_issue add constraint custody_issue_explained check ((explanation is null) = (explained_difference is null));

-- What was used for an order is settled with it, whatever it was issued for.
create index custody_use_of_order on custody_use (order_id);
