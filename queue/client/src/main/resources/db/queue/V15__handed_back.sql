-- How often a worker handed the attempt back, which is no failure: the rest of what was delivered again was.
alter table redelivery add column handed_back int not null default 0;
