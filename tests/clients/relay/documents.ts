// What a front end of Relay asks: a page of a person, one of an article, infinite lists in both directions.
import { graphql } from "react-relay";

graphql`
  fragment documents_person on Person
  @refetchable(queryName: "documentsPersonQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
    name
    offices(at: "2026-02-04") { office { title } }
    statements(first: $count, after: $cursor) @connection(key: "documents_person_statements") {
      edges { node { id text ...documents_statement } }
    }
  }
`;

graphql`
  fragment documents_statement on Statement
  @refetchable(queryName: "documentsStatementQuery")
  @argumentDefinitions(
    first: { type: "Int" }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
  ) {
    text
    saidOn
    speaker { name slug }
    quotes(first: $first, after: $after, last: $last, before: $before)
      @connection(key: "documents_statement_quotes") {
      edges { node { id text context { before after } article { headline url } } }
    }
  }
`;

graphql`
  fragment documents_speaker on Speaker {
    name
    statements(first: 3) { nodes { text } }
  }
`;

graphql`
  query documentsMainQuestionQuery($filter: StatementFilter!, $order: StatementOrder) {
    statements(filter: $filter, orderBy: $order, first: 20) @connection(key: "documentsMainQuestion_statements") {
      totalCount
      facets(by: [TOPIC, KIND]) { by counts { key label count } }
      edges { node { ...documents_statement speaker { ...documents_speaker } } }
    }
  }
`;

graphql`
  query documentsSearchQuery($text: String!, $first: Int, $after: String) {
    search(text: $text, first: $first, after: $after) @connection(key: "documentsSearch_search") {
      edges {
        score
        snippet { text highlights { start end } }
        node {
          __typename
          ... on Person { ...documents_person @alias(as: "person") }
          ... on Article { headline }
        }
      }
    }
  }
`;

graphql`
  query documentsNodesQuery($ids: [ID!]!) {
    nodes(ids: $ids) { __typename id ... on Statement { text } }
  }
`;
