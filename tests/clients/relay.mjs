// relay-compiler over documents that use what Relay's server specification asks of a schema: `node`, connections
// forwards and backwards, refetchable fragments: `node relay.mjs ../../schema.graphql`.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createRequire } from "node:module";

const compiler = createRequire(import.meta.url)("relay-compiler");
const folder = mkdtempSync(join(tmpdir(), "relay-"));
try {
  mkdirSync(join(folder, "src"));
  cpSync("relay", join(folder, "src"), { recursive: true });
  cpSync(resolve(process.argv[2]), join(folder, "schema.graphql"));
  const config = { src: "./src", schema: "./schema.graphql", language: "typescript", eagerEsModules: true };
  writeFileSync(join(folder, "relay.config.json"), JSON.stringify(config));
  const { status, stdout, stderr } = spawnSync(compiler, ["relay.config.json"], { cwd: folder, encoding: "utf8" });
  console.log(stdout, stderr);
  const written = status === 0 ? readdirSync(join(folder, "src", "__generated__")) : [];
  console.log(`${written.length} documents compiled`);
  process.exitCode = written.length >= 6 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
