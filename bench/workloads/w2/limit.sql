SELECT article.url, article.external_id, article.headline, article.description, article.body, article.language,
       article.section, article.published_on, article.word_count, article.version, article.dateline,
       publisher.name, publisher.slug, place.name AS place,
       (SELECT json_agg(name ORDER BY position) FROM article_author WHERE article_id = article.id) AS authors,
       (SELECT json_agg(json_build_array(url, width) ORDER BY position) FROM article_image WHERE article_id = article.id) AS images,
       (SELECT json_agg(json_build_array(topic.name, topic.slug, source) ORDER BY position)
        FROM article_topic JOIN topic ON topic.id = topic_id WHERE article_id = article.id) AS topics,
       (SELECT json_agg(json_build_array(coalesce(person.name, named.name), printed, span_start, span_end) ORDER BY span_start)
        FROM mention LEFT JOIN person ON person.id = person_id LEFT JOIN place AS named ON named.id = place_id
        WHERE article_id = article.id) AS mentions,
       (SELECT json_agg(json_build_array(quote.text, quote.kind, quote.match, cue, attribution, office_printed,
                statement.said_on, statement.quote_count, person.name, person.slug,
                (SELECT json_agg(json_build_array(title, slug)) FROM statement_office JOIN office ON office.id = office_id
                 WHERE statement_id = statement.id),
                (SELECT json_agg(json_build_array(topic.name, basis)) FROM statement_topic JOIN topic ON topic.id = topic_id
                 WHERE statement_id = statement.id)) ORDER BY position)
        FROM quote JOIN statement ON statement.id = statement_id JOIN person ON person.id = speaker_person_id
        WHERE article_id = article.id AND is_current) AS quotes
FROM article
LEFT JOIN organization AS publisher ON publisher.id = article.publisher_id
LEFT JOIN place ON place.id = article.dateline_place_id
WHERE article.id = :article
