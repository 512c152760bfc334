-- One row for each session in which something was done, with its scores. After entries.sql.
-- Gives the table `sessions`: id, instant, day, active_s, routine, steps, before, during (the highest), after, next_morning.
CREATE TEMP TABLE sessions AS
WITH ratings AS (
    SELECT id, instant, entry->>'session' AS session, entry->>'moment' AS moment, (entry->>'score')::INT AS score
    FROM entries WHERE kind = 'rating'
), answers AS (
    -- The last answer to each question counts; null is an answer that was not given.
    SELECT session, moment, score FROM ratings WHERE session IS NOT NULL AND moment <> 'during'
    QUALIFY row_number() OVER (PARTITION BY session, moment ORDER BY instant DESC, id DESC) = 1
), runs AS (
    SELECT id, instant, day, entry->>'routine' AS routine, entry->'steps' AS steps,
           (entry->>'active_s')::INT AS active_s, (entry->>'ended')::TIMESTAMPTZ AS ended
    FROM entries
    WHERE kind = 'session' AND (entry->>'outcome' = 'completed' OR (entry->>'active_s')::INT >= 60)
)
SELECT
    runs.id, runs.instant, day, active_s, routine, steps,
    (SELECT score FROM answers WHERE session = runs.id AND moment = 'before') AS before,
    (SELECT max(score) FROM ratings WHERE session = runs.id AND moment = 'during') AS during,
    (SELECT score FROM answers WHERE session = runs.id AND moment = 'after') AS after,
    -- Where nobody asked about this session: the first morning that was answered 8 to 30 hours after its end.
    CASE WHEN EXISTS (FROM answers WHERE session = runs.id AND moment = 'next_morning')
        THEN (SELECT score FROM answers WHERE session = runs.id AND moment = 'next_morning')
        ELSE (
            SELECT arg_min(score, (ratings.instant, ratings.id)) FROM ratings
            WHERE moment = 'next_morning' AND score IS NOT NULL
              AND ratings.instant BETWEEN ended + INTERVAL 8 HOURS AND ended + INTERVAL 30 HOURS
        )
    END AS next_morning
FROM runs
WHERE day BETWEEN getvariable('since') AND getvariable('until');
