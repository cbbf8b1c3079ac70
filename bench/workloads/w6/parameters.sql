-- Days of the corpus, drawn alike.
SELECT json_build_object('until', to_char(day, 'YYYY-MM-DD"T"00:00:00"Z"')),
       json_build_object('until', to_char(day, 'YYYY-MM-DD"T"00:00:00"Z"')), day::date - date '1996-01-01' AS day
FROM generate_series(date '1998-01-01', date '2025-12-01', interval '1 day') AS day ORDER BY md5(day::text) LIMIT 200
