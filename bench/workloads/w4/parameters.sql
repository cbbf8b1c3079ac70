-- Single words from common to rare, and pairs of them that stand in one statement, in the ten years around it.
SELECT json_build_object('words', words, 'from', first, 'to', first + 3652),
       json_build_object('words', replace(words, ' ', ' & '), 'from', first, 'to', first + 3652),
       first - date '1996-01-01' AS first,
       first + 3652 - date '1996-01-01' AS last, replace(words, ' ', ' & ') AS words
FROM (
    SELECT CASE WHEN id % 2 = 0 THEN word[5] ELSE word[6] || ' ' || word[9] END AS words, said_on - 1826 AS first
    FROM (
        SELECT id, said_on, string_to_array(lower(text), ' ') AS word FROM statement
        WHERE kind = 'direct' ORDER BY md5(id::text) LIMIT 200
    ) AS drawn
    WHERE array_length(word, 1) > 10
) AS questions ORDER BY md5(words)
