SELECT person.name,
       (SELECT count(*) FROM statement WHERE speaker_person_id = person.id AND status <> 'rejected') AS total,
       (SELECT json_agg(json_build_array(text, kind, said_on, headline, publisher)) FROM (
            SELECT statement.text, statement.kind, statement.said_on, article.headline, organization.name AS publisher
            FROM statement
            JOIN quote ON quote.statement_id = statement.id
            JOIN article ON article.id = quote.article_id
            JOIN organization ON organization.id = article.publisher_id
            WHERE statement.speaker_person_id = person.id AND statement.status <> 'rejected'
            ORDER BY statement.said_on DESC, statement.id DESC LIMIT 10) AS latest) AS latest,
       (SELECT json_agg(count) FROM (
            SELECT count(*) FROM statement
            JOIN statement_topic ON statement_topic.statement_id = statement.id
            JOIN topic ON topic.id = topic_id
            WHERE statement.speaker_person_id = person.id AND statement.status <> 'rejected'
            GROUP BY topic.id, topic.slug ORDER BY count(*) DESC, topic.slug LIMIT 20) AS topics) AS topics,
       (SELECT json_agg(count) FROM (
            SELECT count(*) FROM statement WHERE speaker_person_id = person.id AND status <> 'rejected'
            GROUP BY kind) AS kinds) AS kinds
FROM person WHERE person.id = :speaker
