-- The journal as it stands: the lines of all devices, each entry once, with amends made and deleted entries left out.
-- Gives the table `entries`: id, kind, instant, day (the entry's own local day, or that of now where its own has not come),
-- entry (the JSON). What is later than now is left out.
-- Before it: SET VARIABLE journal = '…/journal/*.jsonl'; SET VARIABLE now = '2026-11-20T07:00:00+01:00'.

-- Lines with their file and number. Torn lines are not valid JSON, newer versions have another `v`.
CREATE TEMP TABLE lines AS
WITH files AS (
    SELECT filename AS file, string_split(content, chr(10)) AS text FROM read_text(getvariable('journal'))
), numbered AS (
    SELECT file, unnest(text) AS line, generate_subscripts(text, 1) AS number FROM files
)
SELECT file, number, line::JSON AS entry, line->>'id' AS id, line->>'kind' AS kind, line->>'at' AS instant
FROM numbered
WHERE json_valid(line) AND json_type(line) = 'OBJECT' AND (line->>'v')::INT = 1
  AND line->>'kind' IN ('session', 'rating', 'amend', 'delete')
  AND coalesce(TRY_CAST(line->>'score' AS INT) BETWEEN 0 AND 10, true)
-- Of lines with one id the first counts, by name of the file and number.
QUALIFY row_number() OVER (PARTITION BY id ORDER BY file, number) = 1;

CREATE TEMP TABLE entries AS
-- A delete holds unless a delete that holds takes it back. Each round settles one more link of a chain of undoing;
-- eight are more than anybody makes.
WITH deletes AS (SELECT id, entry->>'target' AS target FROM lines WHERE kind = 'delete'),
d1 AS (SELECT * FROM deletes WHERE id NOT IN (SELECT target FROM deletes)),
d2 AS (SELECT * FROM deletes WHERE id NOT IN (SELECT target FROM d1)),
d3 AS (SELECT * FROM deletes WHERE id NOT IN (SELECT target FROM d2)),
d4 AS (SELECT * FROM deletes WHERE id NOT IN (SELECT target FROM d3)),
d5 AS (SELECT * FROM deletes WHERE id NOT IN (SELECT target FROM d4)),
d6 AS (SELECT * FROM deletes WHERE id NOT IN (SELECT target FROM d5)),
d7 AS (SELECT * FROM deletes WHERE id NOT IN (SELECT target FROM d6)),
d8 AS (SELECT * FROM deletes WHERE id NOT IN (SELECT target FROM d7)),
holding AS (SELECT * FROM lines WHERE id NOT IN (SELECT target FROM d8)),
-- Amends in order; one that its entry does not take is left out.
amends AS (
    SELECT entry->>'target' AS target, list(entry->'set' ORDER BY instant::TIMESTAMPTZ, id) AS sets
    FROM holding
    WHERE kind = 'amend' AND coalesce((entry->>'$.set.score')::INT BETWEEN 0 AND 10, true)
      AND NOT json_exists(entry, '$.set.kind') AND NOT json_exists(entry, '$.set.id') AND NOT json_exists(entry, '$.set.v')
    GROUP BY target
), amended AS (
    SELECT id, kind, list_reduce(list_prepend(entry, coalesce(sets, [])), lambda a, b: json_merge_patch(a, b)) AS entry
    FROM holding LEFT JOIN amends ON target = id
    WHERE kind IN ('session', 'rating')
)
SELECT id, kind, (entry->>'at')::TIMESTAMPTZ AS instant,
       least(left(entry->>'at', 10), left(getvariable('now'), 10))::DATE AS day, entry
FROM amended WHERE (entry->>'at')::TIMESTAMPTZ <= getvariable('now')::TIMESTAMPTZ;
