SELECT statement.text, statement.said_on, person.name, article.headline
FROM (
    SELECT id, text, said_on, speaker_person_id FROM statement
    WHERE text_vector @@ to_tsquery('simple', :words) AND kind = 'direct' AND status <> 'rejected'
      AND said_on BETWEEN date '1996-01-01' + CAST(:first AS int) AND date '1996-01-01' + CAST(:last AS int)
    ORDER BY said_on DESC, id DESC LIMIT 20
) AS statement
LEFT JOIN person ON person.id = statement.speaker_person_id
CROSS JOIN LATERAL (SELECT article_id FROM quote WHERE statement_id = statement.id ORDER BY id LIMIT 1) AS quote
JOIN article ON article.id = quote.article_id
ORDER BY statement.said_on DESC, statement.id DESC
