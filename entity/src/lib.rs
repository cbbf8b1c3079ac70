//! Rows as types: one table a file, typed ids, text enums, and the relations between them. In: what the
//! migrations made. Out: the rows that `ingest` writes and `api` reads. No rules and no GraphQL here.

pub mod api_token;
pub mod article;
pub mod article_author;
pub mod article_band;
pub mod article_fingerprint;
pub mod article_image;
pub mod article_link;
pub mod article_topic;
pub mod article_version;
mod choice;
pub mod correction;
pub mod document;
pub mod external_id;
pub mod feed;
mod id;
mod json;
pub mod mention;
pub mod merged_row;
pub mod near_duplicate;
pub mod office;
pub mod office_mention;
pub mod organization;
pub mod organization_name;
pub mod person;
pub mod person_name;
pub mod place;
pub mod place_name;
pub mod publication;
pub mod quote;
pub mod quote_change;
pub mod run;
pub mod run_document;
pub mod statement;
pub mod statement_count;
pub mod statement_extracted;
pub mod statement_mention;
pub mod statement_office;
pub mod statement_redirect;
pub mod statement_topic;
pub mod tenure;
pub mod topic;
pub mod topic_name;

pub use choice::*;
pub use id::*;
pub use json::{Candidate, Candidates, ExtractedOffice, ExtractedOffices, ExtractedTopics, Spans, Words};
