-- Whether the message has a priority at all: none is not 0 to every broker, and it is sent on as it came.
alter table scheduled_task add column has_priority boolean not null default true;
alter table dead_letter add column has_priority boolean not null default true;
