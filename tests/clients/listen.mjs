// Listens with the clients that front ends use, graphql-ws and graphql-sse, unchanged: everything from the beginning,
// going on behind a cursor, and what a mutation publishes meanwhile. Usage: node listen.mjs URL; the token of an
// ingester is in NEWSGRAPH_TOKEN.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as sse from "graphql-sse";
import * as ws from "graphql-ws";
import WebSocket from "ws";

const url = process.argv[2];
const token = process.env.NEWSGRAPH_TOKEN;
const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
const query =
  "subscription ($after: String) { statementPublished(after: $after) { cursor statement { id text } } }";

const clients = {
  "graphql-ws": ws.createClient({
    url: url.replace("http", "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  }),
  "graphql-sse": sse.createClient({ url, headers: { authorization: `Bearer ${token}` }, retryAttempts: 0 }),
};

async function ask(query, variables = {}) {
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined);
  return data;
}

/** All ids of the list, page by page. */
async function listed() {
  const ids = [];
  for (let after = null, more = true; more; ) {
    const { statements } = await ask(
      "query ($after: String) { statements(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }",
      { after },
    );
    ids.push(...statements.nodes.map((node) => node.id));
    ({ hasNextPage: more, endCursor: after } = statements.pageInfo);
  }
  return ids.sort();
}

/** The first events of a subscription. */
async function take(client, variables, count, request = { query }) {
  const events = [];
  for await (const { data, errors } of client.iterate({ ...request, variables })) {
    assert.equal(errors, undefined);
    events.push(data.statementPublished);
    if (events.length === count) break;
  }
  return events;
}

/** What the mayor says to each client: words of its own, since nearly the same words are one statement. */
const SAID = {
  "graphql-ws": "We will open the old harbour in May, whatever the ministry says,",
  "graphql-sse": "The fish market has to wait for a summer without storms,",
};

function page(name) {
  return `<html><head><link rel=canonical href='https://listen.test/${name}'><title>The harbour</title></head><body><article>
    <h1>The harbour</h1><p>Mayor Ada Quill spoke on Monday about the harbour of Avenmouth, which has been closed for a year.</p>
    <p>"${SAID[name]}" Quill said.</p></article></body></html>`;
}

const all = await listed();
assert.ok(all.length > 50, `only ${all.length} statements`);

// Over a WebSocket, too, a query that was sent once may be named by its hash.
const sha256Hash = createHash("sha256").update(query).digest("hex");
const extensions = { persistedQuery: { version: 1, sha256Hash } };
for (const text of [query, ""]) {
  const events = await take(clients["graphql-ws"], { after: "BEGINNING" }, 1, { query: text, extensions });
  assert.ok(all.includes(events[0].statement.id));
}

for (const [name, client] of Object.entries(clients)) {
  const events = await take(client, { after: "BEGINNING" }, all.length);
  assert.deepEqual(events.map((event) => event.statement.id).sort(), all, `${name} tells each once`);

  const middle = events[Math.floor(events.length / 2)];
  const rest = events.slice(events.indexOf(middle) + 1);
  const again = await take(client, { after: middle.cursor }, rest.length);
  assert.deepEqual(again, rest, `${name} goes on behind a cursor`);

  const live = take(client, { after: events.at(-1).cursor }, 1);
  const input = { documents: [{ content: page(name), format: "HTML" }] };
  const { ingestDocuments } = await ask(
    "mutation ($input: IngestDocumentsInput!) { ingestDocuments(input: $input) { articles { change } userErrors { message } } }",
    { input },
  );
  assert.deepEqual(ingestDocuments, { articles: [{ change: "CREATED" }], userErrors: [] });
  const [event] = await live;
  assert.equal(event.statement.text, SAID[name], `${name} hears of what comes in`);
  all.push(event.statement.id);
  all.sort();

  const wrong = client.iterate({ query: "subscription { nothing }" });
  const told = await wrong.next().catch((error) => ({ error }));
  assert.ok(told.error ?? told.value.errors, `${name} is told of an error`);
  const plain = await client.iterate({ query: "{ __typename }" }).next();
  assert.deepEqual(plain.value.data, { __typename: "Query" }, `${name} answers queries, too`);
  console.log(`${name}: ${events.length} events, ${again.length} behind a cursor, 1 live`);
}

const stranger = ws.createClient({
  url: url.replace("http", "ws"),
  webSocketImpl: WebSocket,
  connectionParams: { authorization: "Bearer newsgraph_1_wrong" },
  retryAttempts: 0,
});
const refused = await stranger.iterate({ query }).next().catch((error) => error);
assert.equal(refused.code, 4403, "a wrong token ends the connection");

await clients["graphql-ws"].dispose();
clients["graphql-sse"].dispose();
