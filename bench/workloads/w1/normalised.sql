SELECT statement.text, statement.kind, statement.said_on, person.name, office.title, article.headline, article.url,
       organization.name AS publisher, topic.name AS topic, place.name AS place
FROM statement
JOIN statement_topic ON statement_topic.statement_id = statement.id
JOIN topic ON topic.id = statement_topic.topic_id
JOIN person ON person.id = statement.speaker_person_id
JOIN statement_office ON statement_office.statement_id = statement.id
JOIN office ON office.id = statement_office.office_id
JOIN quote ON quote.statement_id = statement.id
JOIN article ON article.id = quote.article_id
JOIN organization ON organization.id = article.publisher_id
JOIN statement_mention ON statement_mention.statement_id = statement.id
JOIN place ON place.id = statement_mention.place_id
WHERE statement.speaker_person_id = :speaker AND statement_topic.topic_id = :topic
  AND statement.said_on BETWEEN date '1996-01-01' + CAST(:first AS int) AND date '1996-01-01' + CAST(:last AS int)
ORDER BY statement.said_on DESC, statement.id DESC LIMIT 20
