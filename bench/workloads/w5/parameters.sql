-- The twenty topics with the longest lists, and where their page 500 begins.
SELECT json_build_object('topic', slug), json_build_object('topic', topic.id), topic.id AS topic,
       said_on - date '1996-01-01' AS day, statement_id AS statement
FROM topic
JOIN (SELECT topic_id, count(*) AS length FROM statement_topic GROUP BY topic_id) AS list ON topic_id = id
CROSS JOIN LATERAL (
    SELECT said_on, statement_id FROM statement_topic WHERE topic_id = topic.id
    ORDER BY said_on DESC, statement_id DESC OFFSET least(9979, length / 2) LIMIT 1
) AS last
ORDER BY length DESC, slug LIMIT 20
