-- Each week's median pain, with its range and how many ratings: all but those during sessions and those given with
-- muscles sore from training, and next mornings alone. An answer without a night since its session is no next morning.
-- After sessions.sql. `since` and `until` are days, both included.
SELECT
    date_trunc('week', day)::DATE::VARCHAR AS monday,
    count(*) AS n, median(score) AS median, min(score) AS lowest, max(score) AS highest,
    count(*) FILTER (is_morning) AS mornings_n,
    median(score) FILTER (is_morning) AS mornings_median,
    min(score) FILTER (is_morning) AS mornings_lowest,
    max(score) FILTER (is_morning) AS mornings_highest
FROM (
    SELECT day, (entry->>'score')::INT AS score, entry->>'moment' AS moment,
           moment = 'next_morning' AND id NOT IN (FROM evenings) AS is_morning
    FROM entries
    WHERE kind = 'rating' AND NOT coalesce((entry->>'training_sore')::BOOL, false) AND day BETWEEN getvariable('since') AND getvariable('until')
)
WHERE score IS NOT NULL AND moment <> 'during'
GROUP BY ALL
ORDER BY monday;
