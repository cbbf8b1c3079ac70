-- People, those who say more drawn more often.
SELECT json_build_object('slug', slug), json_build_object('slug', slug), person.id AS speaker
FROM (SELECT speaker_person_id, id FROM statement WHERE speaker_person_id IS NOT NULL ORDER BY md5(id::text) LIMIT 200) AS said
JOIN person ON person.id = speaker_person_id ORDER BY md5(said.id::text)
