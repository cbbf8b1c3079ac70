-- What PostGraphile cannot ask of the tables by itself, as its manual does it: functions that the planner inlines.
DROP FUNCTION IF EXISTS person_topics, person_kinds, bench_search;
DROP TYPE IF EXISTS bench_count;
CREATE TYPE bench_count AS (count bigint);
CREATE FUNCTION person_topics(person person) RETURNS SETOF bench_count LANGUAGE sql STABLE AS $$
    SELECT count(*) FROM statement
    JOIN statement_topic ON statement_topic.statement_id = statement.id
    JOIN topic ON topic.id = topic_id
    WHERE statement.speaker_person_id = person.id AND status <> 'rejected'
    GROUP BY topic.id, topic.slug ORDER BY count(*) DESC, topic.slug LIMIT 20
$$;
CREATE FUNCTION person_kinds(person person) RETURNS SETOF bench_count LANGUAGE sql STABLE AS $$
    SELECT count(*) FROM statement WHERE speaker_person_id = person.id AND status <> 'rejected'
    GROUP BY kind ORDER BY count(*) DESC
$$;
CREATE FUNCTION bench_search(words text, earliest date, latest date) RETURNS SETOF statement LANGUAGE sql STABLE AS $$
    SELECT * FROM statement
    WHERE text_vector @@ to_tsquery('simple', words) AND kind = 'direct' AND status <> 'rejected'
      AND said_on BETWEEN earliest AND latest
    ORDER BY said_on DESC, id DESC
$$;
-- Look-ups by unique indexes, which it takes from constraints alone.
COMMENT ON TABLE article IS '@unique url';
COMMENT ON TABLE person IS '@unique slug';
