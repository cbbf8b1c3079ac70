import { Client, CombinedError, fetchExchange } from "@urql/core";
import { pages, type Statement } from "./pages.js";

const PAGE = 3;

const [url, speaker, topic, from, to] = process.argv.slice(2);
if (!url || !speaker) {
  console.error("usage: npm start -- http://127.0.0.1:8000/graphql SPEAKER [TOPIC [FROM [TO]]]");
  process.exit(2);
}

/** Quotation marks say that these very words were printed as a quote; what is retold, wholly or in part, has its own. */
function words({ kind, text }: Statement): string {
  return kind === "DIRECT" ? `“${text}”` : text;
}

function show(statement: Statement): string {
  const office = statement.spokenAs.find((spoken) => spoken.heldThen)?.office?.title;
  const who = [statement.speaker?.name ?? "somebody", office].filter(Boolean).join(", ");
  const article = statement.quotes.nodes[0]?.article;
  return `${statement.saidOn} ${who}: ${words(statement)} (${article?.publisher?.name ?? "no publisher"}, ${article?.url ?? "no address"})`;
}

// urql aborts a request when its answer was read, and some versions of Node throw that where nobody catches it:
// https://github.com/nodejs/undici/pull/5318
const unaborted: typeof fetch = (input, init) => fetch(input, { ...init, signal: null });
const client = new Client({ url, exchanges: [fetchExchange], preferGetMethod: false, fetch: unaborted });
const filter = {
  speaker: { slug: speaker },
  ...(topic ? { topic: { slug: topic } } : {}),
  said: { ...(from ? { from } : {}), ...(to ? { to } : {}) },
};
let count = 0;
try {
  for await (const page of pages(client, filter, PAGE)) {
    for (const statement of page.statements) {
      console.log(show(statement));
      count += 1;
    }
    console.error(`${count} of ${page.total}`);
  }
} catch (error) {
  if (!(error instanceof CombinedError)) throw error;
  // The server's errors are sentences that say what would be right; without any it could not be asked.
  const [told] = error.graphQLErrors;
  console.error(told?.message ?? `${url} does not answer: ${error.message}`);
  process.exitCode = 1;
}
