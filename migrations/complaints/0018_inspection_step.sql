-- Which multiple of its project's interval an inspection is due at: another one than its number, once the interval was changed (R6.24).
alter table quality_inspection add column step bigint;
update quality_inspection set step = number;
alter table quality_inspection alter column step set not null;
