-- how many sources are watched, as far as they were polled
select count(*) as polled
from sources
where state is not null and state <> 'disabled'
