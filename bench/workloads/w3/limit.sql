SELECT person.name,
       (SELECT count FROM statement_count WHERE speaker_kind = 'person' AND speaker_id = person.id AND facet = 'all') AS total,
       (SELECT json_agg(json_build_array(text, kind, said_on, headline, publisher)) FROM (
            SELECT statement.text, statement.kind, statement.said_on, article.headline, organization.name AS publisher
            FROM (SELECT id, text, kind, said_on FROM statement WHERE speaker_person_id = person.id AND status <> 'rejected'
                  ORDER BY said_on DESC, id DESC LIMIT 10) AS statement
            CROSS JOIN LATERAL (SELECT article_id FROM quote WHERE statement_id = statement.id ORDER BY id LIMIT 1) AS quote
            JOIN article ON article.id = quote.article_id
            LEFT JOIN organization ON organization.id = article.publisher_id
            ORDER BY statement.said_on DESC, statement.id DESC) AS latest) AS latest,
       (SELECT json_agg(count) FROM (
            SELECT count FROM statement_count JOIN topic ON topic.id = part_id
            WHERE speaker_kind = 'person' AND speaker_id = person.id AND facet = 'topic' ORDER BY count DESC, slug LIMIT 20) AS topics) AS topics,
       (SELECT json_agg(count) FROM statement_count WHERE speaker_kind = 'person' AND speaker_id = person.id AND facet IN ('direct', 'indirect', 'mixed')) AS kinds
FROM person WHERE person.id = :speaker
