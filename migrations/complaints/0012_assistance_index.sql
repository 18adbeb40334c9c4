-- Everybody looks up the requests to assist of a department, and those of the own staff that were not answered (R12.3).
create index assistance_request_department on assistance_request (department_id) where department_id is not null;
create index assistance_request_reminded on assistance_request (reminded_id) where reminded_id is not null;
