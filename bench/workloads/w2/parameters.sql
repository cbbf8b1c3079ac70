-- Articles by their addresses, drawn alike.
SELECT json_build_object('url', url), json_build_object('url', url), id AS article
FROM article ORDER BY md5(url) LIMIT 200
