// The audits of GraphQL over HTTP against a server: `node audit.mjs http://127.0.0.1:8000/graphql`.
// MUST and SHOULD are errors here; what a server MAY do is told.
import { auditServer } from "graphql-http";

const [url] = process.argv.slice(2);
const results = await auditServer({ url, fetchFn: fetch });
const failed = results.filter(({ status }) => status === "error" || status === "warn");
for (const { id, name, status, reason } of results.filter(({ status }) => status !== "ok")) {
  console.log(`${status} ${id} ${name}: ${reason}`);
}
console.log(`${results.length - failed.length} of ${results.length} audits hold`);
process.exitCode = failed.length === 0 && results.length > 50 ? 0 : 1;
