-- Changes to the rates at which tasks may begin, as operators made them while workers ran.
create table rate_limit (
    task text primary key,
    rate text not null,
    version bigint not null default 1
);

-- An attempt that has waited for its turn, or does: it need not ask for another.
alter table scheduled_task add column has_turn boolean not null default false;
-- Which was scheduled first, where several are due at once.
alter table scheduled_task add column position bigint generated always as identity;

create index scheduled_task_turn on scheduled_task (task, due_at) where sent_at is null and has_turn;
