SELECT statement.text, statement.kind, statement.said_on, person.name
FROM (
    SELECT statement_id, said_on FROM statement_topic
    WHERE topic_id = :topic AND (said_on, statement_id) < (date '1996-01-01' + CAST(:day AS int), :statement)
    ORDER BY said_on DESC, statement_id DESC LIMIT 20
) AS page
JOIN statement ON statement.id = page.statement_id
LEFT JOIN person ON person.id = statement.speaker_person_id
ORDER BY page.said_on DESC, page.statement_id DESC
