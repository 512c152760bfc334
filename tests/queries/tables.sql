-- The tables of `supple export --format csv -o DIR`, as numbers to hold against `supple stats`.
-- Before it: SET VARIABLE tables = 'DIR'; SET VARIABLE until = DATE '2026-11-20'.
SELECT 'sessions ' || date AS name, count(*) AS value
FROM read_csv(getvariable('tables') || '/sessions.csv', header = true, all_varchar = true)
WHERE counts = 'true' AND date::DATE <= getvariable('until')
GROUP BY ALL
UNION ALL
SELECT 'active_s ' || date, sum(active_s::INT)
FROM read_csv(getvariable('tables') || '/sessions.csv', header = true, all_varchar = true)
WHERE counts = 'true' AND date::DATE <= getvariable('until')
GROUP BY date
UNION ALL
SELECT unnest(['n ', 'median ', 'lowest ', 'highest ']) || monday, unnest([n, median, lowest, highest])
FROM (
    SELECT date_trunc('week', date::DATE)::DATE::VARCHAR AS monday,
           count(score)::DOUBLE AS n, median(score::INT)::DOUBLE AS median,
           min(score::INT)::DOUBLE AS lowest, max(score::INT)::DOUBLE AS highest
    FROM read_csv(getvariable('tables') || '/ratings.csv', header = true, all_varchar = true)
    WHERE score IS NOT NULL AND moment <> 'during' AND training_sore = 'false' AND date::DATE <= getvariable('until')
    GROUP BY ALL
)
UNION ALL
SELECT 'sets', count(*)
FROM read_csv(getvariable('tables') || '/steps.csv', header = true, all_varchar = true);
