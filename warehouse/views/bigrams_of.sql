-- what a text is searched by: letters and digits alone, in half width and lower case
create or replace macro search_key(words) as
regexp_replace(
    lower(
        case
            when regexp_matches(words, '[！-～]')
                then
                    array_to_string(
                        list_transform(
                            string_split(words, ''),
                            lambda c: case when c between '！' and '～' then chr(ord(c) - 65248) else c end
                        ),
                        ''
                    )
            else words
        end
    ),
    '[^\p{L}\p{N}]+',
    '',
    'g'
);

-- the pairs of neighbouring characters of a text, each once; a text of one character is its own
create or replace macro bigrams_of(words) as
flatten(
    list_transform(
        [search_key(words)],
        lambda key: case
            when len(key) = 1 then [key]
            else list_distinct(list_transform(range(1, len(key)), lambda place: substr(key, place, 2)))
        end
    )
);
