// Opens GraphiQL on this server with the sample queries in its tabs.
const fetcher = GraphiQL.createFetcher({ url: "/graphql" });
const tabs = window.newsgraphSamples.map((query) => ({ query }));
ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(GraphiQL, { fetcher, defaultTabs: tabs, defaultEditorToolsVisibility: true }),
);
