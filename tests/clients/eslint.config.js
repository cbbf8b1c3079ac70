// The contract by the rules of Relay and of good descriptions. Run at the root of the repository:
// `node tests/clients/node_modules/eslint/bin/eslint.js --config tests/clients/eslint.config.js schema.graphql`.
import graphql from "@graphql-eslint/eslint-plugin";

const rule = (name) => `@graphql-eslint/${name}`;

export default [
  {
    files: ["schema.graphql"],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: "schema.graphql" } },
    },
    plugins: { "@graphql-eslint": graphql },
    rules: {
      ...graphql.configs["flat/schema-recommended"].rules,
      ...graphql.configs["flat/schema-relay"].rules,
      // Lists that are short and whole, as those of names and spans, are no connections.
      [rule("relay-edge-types")]: ["error", { listTypeCanWrapOnlyEdgeType: false }],
      // Values have no id of their own: a span, a name, an edge.
      [rule("strict-id-in-types")]: "off",
      // schema.org calls the name of a name `name`.
      [rule("no-typename-prefix")]: "off",
      [rule("require-description")]: [
        "error",
        {
          types: true,
          rootField: true,
          DirectiveDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
        },
      ],
    },
  },
];
