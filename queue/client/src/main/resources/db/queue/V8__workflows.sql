-- Messages of workflows go where their signatures say, which may be an exchange of another application.
alter table scheduled_task add column exchange text not null default '';

-- One that was cancelled is never sent, so a worker must look at what was to follow it.
alter table scheduled_task add column cancelled boolean not null default false;

create index scheduled_task_cancelled on scheduled_task (task_id) where cancelled;

-- Chords that are under way and that a worker or a client here has to do with. A row stays after the body was sent, so that a header
-- task that is delivered once more is known to be counted.
create table chord (
    group_id text primary key,
    -- The body: its signature.
    body json not null,
    -- The root of the tree of tasks that it belongs to.
    root_id text,
    -- How many tasks must end; null until the client that started it has said so.
    expected int,
    -- The header's results as Celery writes them, where the chord was started here.
    header json,
    -- Whether Redis has been told of it.
    announced boolean not null,
    since timestamptz not null default now(),
    -- When a worker looks at it next, lest it be forgotten.
    look_at timestamptz not null default now() + interval '2 seconds',
    -- Since when all its tasks have been seen to have ended.
    complete_since timestamptz,
    ended_at timestamptz
);

create index chord_look on chord (look_at) where ended_at is null;

-- The header tasks that ended here, each until its chord has ended.
create table chord_part (
    group_id text not null,
    task_id text not null,
    place int,
    state text not null,
    result json,
    -- Whether Redis counts it.
    counted boolean not null default false,
    primary key (group_id, task_id)
);
