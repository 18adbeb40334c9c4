-- R6.22, R12.5. Who complained by chat is told there.
alter table service_information add column chat_tool text, add column chat_account text;
