// Opens GraphiQL on this server: on the query of a link, `/?query=...&variables=...`, or on the sample queries.
const address = new URL("/graphql", location.href);
const fetcher = GraphiQL.createFetcher({
  url: address.pathname,
  subscriptionUrl: address.href.replace(/^http/, "ws"),
});
const asked = new URLSearchParams(location.search);
const linked = { query: asked.get("query"), variables: asked.get("variables") ?? undefined };
const samples = { defaultTabs: window.newsgraphSamples.map((query) => ({ query })) };
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, {
    fetcher,
    defaultEditorToolsVisibility: true,
    ...(linked.query === null ? samples : linked),
  }),
);
