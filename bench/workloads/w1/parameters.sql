-- Speakers and topics with a full page in ten years, drawn alike.
SELECT json_build_object('speaker', person.slug, 'topic', topic.slug, 'from', first, 'to', last),
       json_build_object('speaker', speaker_person_id, 'topic', topic_id, 'from', first, 'to', last),
       speaker_person_id AS speaker, topic_id AS topic, first - date '1996-01-01' AS first, last - date '1996-01-01' AS last
FROM (VALUES (date '1996-01-01', date '2005-12-31'), (date '2001-01-01', date '2010-12-31'), (date '2010-01-01', date '2019-12-31')) AS years (first, last)
CROSS JOIN LATERAL (
    SELECT speaker_person_id, topic_id FROM statement_topic
    WHERE said_on BETWEEN first AND last AND speaker_person_id IS NOT NULL
    GROUP BY speaker_person_id, topic_id HAVING count(*) > 20
) AS full_pages
JOIN person ON person.id = speaker_person_id
JOIN topic ON topic.id = topic_id
ORDER BY md5(concat(person.slug, topic.slug, first)) LIMIT 200
