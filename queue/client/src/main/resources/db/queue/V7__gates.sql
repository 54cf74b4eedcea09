-- A task that waits for a place behind a gate rather than for its time: which gate, how many may be inside, and whose task it is.
alter table scheduled_task add column gate text;
alter table scheduled_task add column gate_places int;
alter table scheduled_task add column share text;

create index scheduled_task_gate on scheduled_task (gate, share, priority desc, due_at, position)
    where sent_at is null and gate is not null;

drop index scheduled_task_due;
create index scheduled_task_due on scheduled_task (due_at) where sent_at is null and gate is null;

-- Who is inside. A place is free again when its task leaves or has ended, or when nobody has renewed it in time.
create table gate_place (
    gate text not null,
    task_id text not null,
    share text not null,
    -- The process that runs the task, once one does.
    holder text,
    until timestamptz not null,
    primary key (gate, task_id)
);

create index gate_place_holder on gate_place (holder) where holder is not null;

-- When each of those who share a gate was last let in.
create table gate_turn (
    gate text not null,
    share text not null,
    let_in_at timestamptz not null,
    primary key (gate, share)
);
