-- What tasks that wait may be revoked by, beside their ids: their group and their stamps.
alter table scheduled_task add column marks text[] not null default '{}';

create index scheduled_task_marks on scheduled_task using gin (marks) where sent_at is null;

-- Stamps whose tasks nobody wants any more. Groups have none: a row in finished_task under a group's id revokes its tasks.
create table revoked_stamp (
    stamp text primary key,
    revoked_at timestamptz not null default now()
);

create index revoked_stamp_age on revoked_stamp (revoked_at);
