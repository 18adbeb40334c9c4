-- R6.2. What an assessment covers: the items of the parameter as it was, with what was written on those that have no figures.
alter table service_assessment add column items json not null default '[]';
