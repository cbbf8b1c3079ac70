// PostGraphile as its manual sets it up for production: the preset with its long names, filters, nothing watched.
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";

export default {
  // Lists are ordered by columns behind the first of an index, too.
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  pgServices: [makePgService({ connectionString: process.env.DATABASE_URL, schemas: ["public"], poolConfig: { max: 10 } })],
  gather: { pgStrictFunctions: true },
  schema: { connectionFilterAllowNullInput: true },
  grafast: { explain: false },
  grafserv: { port: Number(process.env.PORT), host: "127.0.0.1", graphqlPath: "/graphql", graphiql: false, watch: false },
};
