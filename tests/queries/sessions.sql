-- One row for each session in which something was done, with its scores; and one for each exercise that was done in it.
-- After entries.sql.
-- Gives the tables `evenings`: the ids of ratings for a next morning that were given without a night since the session;
-- `sessions`: id, instant, day, active_s, routine, before, during (the highest), after, next_morning;
-- and `done`: id (of the session), exercise, during (the highest while it was done).
CREATE TEMP TABLE steps AS
-- Something was done of a line by the number that it is counted in; where nobody counted, by its outcome.
WITH lines AS (
    SELECT id, unnest((entry->'steps')::JSON[]) AS step FROM entries WHERE kind = 'session'
), counted AS (
    SELECT id, step->>'exercise' AS exercise, step->>'outcome' AS outcome,
           CASE WHEN json_exists(step, '$.planned.reps') THEN (step->>'$.done.reps')::INT
                WHEN json_exists(step, '$.planned.hold_s') THEN (step->>'$.done.hold_s')::INT
                WHEN json_exists(step, '$.planned.breaths') THEN (step->>'$.done.breaths')::INT
                ELSE (step->>'$.done.activity_s')::INT END AS amount
    FROM lines
)
SELECT id, exercise, outcome <> 'skipped' AND coalesce(amount > 0, outcome <> 'swapped') AS was_done FROM counted;

-- A next morning has a night before it, which ends at four, by the clock where it is answered.
CREATE TEMP MACRO has_night(ended, instant, clock) AS
    ((ended AT TIME ZONE 'UTC') + (clock - (instant AT TIME ZONE 'UTC')) - INTERVAL 4 HOURS)::DATE
    < (clock - INTERVAL 4 HOURS)::DATE;

CREATE TEMP TABLE ratings AS
SELECT id, instant, entry->>'session' AS session, entry->>'moment' AS moment, (entry->>'score')::INT AS score,
       coalesce((entry->>'training_sore')::BOOL, false) AS is_sore, left(entry->>'at', 19)::TIMESTAMP AS clock
FROM entries WHERE kind = 'rating';

CREATE TEMP TABLE runs AS
SELECT id, instant, day, entry->>'routine' AS routine, (entry->>'active_s')::INT AS active_s,
       (entry->>'ended')::TIMESTAMPTZ AS ended
FROM entries
WHERE kind = 'session' AND (entry->>'active_s')::INT > 0
  AND CASE WHEN id IN (SELECT id FROM steps) THEN id IN (SELECT id FROM steps WHERE was_done)
           ELSE entry->>'outcome' = 'completed' OR (entry->>'active_s')::INT >= 60 END;

CREATE TEMP TABLE evenings AS
SELECT ratings.id FROM ratings JOIN runs ON session = runs.id
WHERE moment = 'next_morning' AND NOT has_night(ended, ratings.instant, clock);

CREATE TEMP TABLE sessions AS
WITH mornings AS (
    SELECT runs.id AS run, ratings.* FROM runs JOIN ratings ON moment = 'next_morning' AND (
        session = runs.id
        OR score IS NOT NULL AND ratings.instant BETWEEN ended + INTERVAL 8 HOURS AND ended + INTERVAL 30 HOURS
    )
    WHERE has_night(ended, ratings.instant, clock) AND ratings.id NOT IN (FROM evenings)
), answers AS (
    -- The last answer to each question counts; null is an answer that was not given.
    SELECT run, moment, score, is_sore FROM (
        SELECT session AS run, moment, score, is_sore, instant, id FROM ratings WHERE moment IN ('before', 'after')
        UNION ALL
        SELECT run, moment, score, is_sore, instant, id FROM mornings WHERE session = run
    )
    WHERE run IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY run, moment ORDER BY instant DESC, id DESC) = 1
), others AS (
    -- Where nobody asked about this session: the first morning that was answered 8 to 30 hours after its end.
    SELECT run, moment, score, is_sore FROM mornings
    WHERE score IS NOT NULL AND instant BETWEEN (SELECT ended FROM runs WHERE id = run) + INTERVAL 8 HOURS
          AND (SELECT ended FROM runs WHERE id = run) + INTERVAL 30 HOURS
      AND run NOT IN (SELECT run FROM answers WHERE moment = 'next_morning')
    QUALIFY row_number() OVER (PARTITION BY run ORDER BY instant, id) = 1
), scores AS (
    -- What was given with muscles sore from training is in no median.
    SELECT run, moment, CASE WHEN NOT is_sore THEN score END AS score FROM (FROM answers UNION ALL FROM others)
)
SELECT
    runs.id, runs.instant, day, active_s, routine,
    (SELECT score FROM scores WHERE run = runs.id AND moment = 'before') AS before,
    (SELECT max(score) FROM ratings WHERE session = runs.id AND moment = 'during') AS during,
    (SELECT score FROM scores WHERE run = runs.id AND moment = 'after') AS after,
    (SELECT score FROM scores WHERE run = runs.id AND moment = 'next_morning') AS next_morning
FROM runs
WHERE day BETWEEN getvariable('since') AND getvariable('until');

CREATE TEMP TABLE done AS
WITH rated AS (
    SELECT entry->>'session' AS id, entry->>'exercise' AS exercise, max((entry->>'score')::INT) AS during
    FROM entries WHERE kind = 'rating' AND entry->>'moment' = 'during' GROUP BY ALL
)
SELECT DISTINCT steps.id, steps.exercise, rated.during
FROM steps JOIN sessions ON sessions.id = steps.id
LEFT JOIN rated ON rated.id = steps.id AND rated.exercise = steps.exercise
WHERE was_done;
