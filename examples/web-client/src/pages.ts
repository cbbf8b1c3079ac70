import type { Client } from "@urql/core";
import type { StatementFilter, WhoSaidWhatQuery } from "./gql/graphql.js";
import { question } from "./question.js";

export type Statement = WhoSaidWhatQuery["statements"]["nodes"][number];

/** A page of the answer, with the size of the whole. */
export interface Page {
  total: number;
  statements: Statement[];
}

/** The answer, page by page: each is asked for when the one before was used. */
export async function* pages(client: Client, filter: StatementFilter, first: number): AsyncGenerator<Page> {
  let after: string | null = null;
  for (;;) {
    const answer: { data?: WhoSaidWhatQuery; error?: Error } = await client
      .query(question, { filter, first, after })
      .toPromise();
    if (answer.error) throw answer.error;
    if (!answer.data) throw new Error("the server gave neither data nor an error");
    const { nodes, totalCount, pageInfo } = answer.data.statements;
    yield { total: totalCount, statements: nodes };
    if (!pageInfo.hasNextPage) return;
    after = pageInfo.endCursor ?? null;
  }
}
