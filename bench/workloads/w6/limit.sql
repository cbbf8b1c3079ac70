SELECT article.headline, quotes.quotes
FROM (
    SELECT id, headline, listed_at FROM article WHERE listed_at <= CAST(date '1996-01-01' + CAST(:day AS int) AS timestamptz)
    ORDER BY listed_at DESC, id DESC LIMIT 50
) AS article
CROSS JOIN LATERAL (
    SELECT json_agg(json_build_array(quote.text, person.name, latest.latest) ORDER BY position) AS quotes
    FROM (SELECT text, position, statement_id FROM quote WHERE article_id = article.id AND is_current ORDER BY position LIMIT 10) AS quote
    JOIN statement ON statement.id = quote.statement_id
    JOIN person ON person.id = statement.speaker_person_id
    CROSS JOIN LATERAL (
        SELECT json_agg(json_build_array(said.text, said.said_on, headline)) AS latest
        FROM (SELECT id, text, said_on FROM statement WHERE speaker_person_id = person.id
              ORDER BY said_on DESC, id DESC LIMIT 5) AS said
        CROSS JOIN LATERAL (SELECT article_id FROM quote WHERE statement_id = said.id ORDER BY id LIMIT 1) AS first
        JOIN article AS printed ON printed.id = first.article_id
    ) AS latest
) AS quotes
ORDER BY article.listed_at DESC, article.id DESC
