import type { CodegenConfig } from "@graphql-codegen/cli";

// Types for the documents of src/, made from the contract. Nothing is fetched: the schema is in the repository.
const config: CodegenConfig = {
  schema: "../../schema.graphql",
  documents: ["src/**/*.ts", "!src/gql/**"],
  generates: {
    "./src/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        emitLegacyCommonJSImports: false,
        scalars: { Date: "string", DateTime: "string", URL: "string" },
      },
    },
  },
};

export default config;
