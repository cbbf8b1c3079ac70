SELECT statement.text, statement.kind, statement.said_on, person.name, offices.titles, printed.headline, printed.url,
       printed.publisher, topics.names AS topics, places.names AS places
FROM (
    SELECT statement_id, said_on FROM statement_topic
    WHERE topic_id = :topic AND speaker_person_id = :speaker
      AND said_on BETWEEN date '1996-01-01' + CAST(:first AS int) AND date '1996-01-01' + CAST(:last AS int)
    ORDER BY said_on DESC, statement_id DESC LIMIT 20
) AS page
JOIN statement ON statement.id = page.statement_id
JOIN person ON person.id = statement.speaker_person_id
CROSS JOIN LATERAL (
    SELECT json_agg(office.title) AS titles FROM statement_office JOIN office ON office.id = office_id
    WHERE statement_id = page.statement_id
) AS offices
CROSS JOIN LATERAL (
    SELECT article.headline, article.url, organization.name AS publisher
    FROM quote JOIN article ON article.id = quote.article_id
    LEFT JOIN organization ON organization.id = article.publisher_id
    WHERE quote.statement_id = page.statement_id ORDER BY quote.id LIMIT 1
) AS printed
CROSS JOIN LATERAL (
    SELECT json_agg(topic.name) AS names FROM statement_topic JOIN topic ON topic.id = topic_id
    WHERE statement_id = page.statement_id
) AS topics
CROSS JOIN LATERAL (
    SELECT json_agg(place.name) AS names FROM statement_mention JOIN place ON place.id = place_id
    WHERE statement_id = page.statement_id
) AS places
ORDER BY page.said_on DESC, page.statement_id DESC
