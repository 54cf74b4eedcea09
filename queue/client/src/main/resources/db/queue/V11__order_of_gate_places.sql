-- Who was let in after one that has left may still be on its way.
alter table gate_place add column let_in_at timestamptz not null default now();
