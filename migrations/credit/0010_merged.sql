-- What was merged into a customer is asked for with it, whenever it goes to another salesperson.
create index credit_profile_merged on credit_profile (merged_into_id) where merged_into_id is not null;
