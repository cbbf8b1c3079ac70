// PostGraphile on node's own HTTP server.
import { createServer } from "node:http";
import { grafserv } from "postgraphile/grafserv/node";
import { postgraphile } from "postgraphile";
import preset from "./graphile.config.mjs";

const served = postgraphile(preset).createServ(grafserv);
const server = createServer();
await served.addTo(server);
await served.ready?.();
server.listen(preset.grafserv.port, preset.grafserv.host);
process.on("SIGINT", () => process.exit(0));
