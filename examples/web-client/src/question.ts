import { graphql } from "./gql/gql.js";

/** What did this person say about this topic in these days? With the words in the articles as proof. */
export const question = graphql(`
  query WhoSaidWhat($filter: StatementFilter!, $first: Int!, $after: String) {
    statements(
      filter: $filter
      orderBy: { field: SAID_ON, direction: ASC }
      first: $first
      after: $after
    ) {
      totalCount
      nodes {
        id
        saidOn
        kind
        text
        speaker {
          name
        }
        spokenAs {
          heldThen
          office {
            title
          }
        }
        quotes(first: 1) {
          nodes {
            article {
              url
              publisher {
                name
              }
            }
          }
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);
