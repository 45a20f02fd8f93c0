-- the one subject
select
    subject_id,
    name,
    kind,
    region,
    region_code,
    other_names
from subjects
where subject_id = $id
