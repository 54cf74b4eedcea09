-- A chord of a Celery client's whose size nobody knows: when the last of its header tasks was received here.
alter table chord add column received_at timestamptz not null default now();

-- How many header tasks were ever seen to have ended, here or in Redis, and since when fewer are: Redis has lost the others.
alter table chord add column seen int not null default 0;
alter table chord add column lost_since timestamptz;
