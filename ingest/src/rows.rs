//! Rows waiting to be written, one list a table, and the one place that writes them: in the order that foreign
//! keys ask for.

use crate::bulk::{self, Conflict, Writer};
use crate::document::Story;
use crate::error::Result;
use extract::Extraction;
use sea_orm::{ActiveModelTrait, DatabaseTransaction};

macro_rules! rows {
    ($($record:ident),+; $($first:ident),+ $(,)?; $($table:ident),+ $(,)?) => {
        /// What a batch adds.
        #[derive(Debug, Default)]
        pub(crate) struct Rows {
            $(pub(crate) $record: Vec<entity::$record::ActiveModel>,)+
            $(pub(crate) $first: Vec<entity::$first::ActiveModel>,)+
            $(pub(crate) $table: Vec<entity::$table::ActiveModel>,)+
        }

        impl Rows {
            /// Writes the records, documents and articles, which all other rows refer to. The database may still be at the
            /// last of them. A record with a key of another is an error: were it left out, nothing could refer to it.
            pub(crate) async fn write_first(&mut self, writer: &mut Writer<'_>) -> Result<()> {
                $(writer.write(std::mem::take(&mut self.$record), Conflict::Refuse).await?;)+
                $(writer.write(std::mem::take(&mut self.$first), Conflict::Keep).await?;)+
                Ok(())
            }

            /// Writes all of it. Of the rest, rows that are there already, by any of their keys, stay as they are.
            pub(crate) async fn write(mut self, tx: &DatabaseTransaction) -> Result<()> {
                let mut writer = Writer::new(tx);
                self.write_first(&mut writer).await?;
                $(writer.write(self.$table, Conflict::Keep).await?;)+
                writer.wait().await
            }
        }
    };
}

rows! {
    place, organization, person, topic, office;
    place_name, organization_name, person_name, topic_name,
    tenure,
    document, article;
    article_version, article_author, article_image, article_link, article_topic,
    mention, office_mention, statement_office, statement_mention,
}

impl Rows {
    /// Room for what stories bring the most of.
    pub(crate) fn reserve(&mut self, stories: &[&Story]) {
        let count = |of: fn(&Extraction) -> usize| stories.iter().map(|story| of(&story.extraction)).sum();
        self.mention.reserve(count(|found| found.mentions.len()));
        self.office_mention.reserve(count(|found| found.offices.len()));
        self.article_topic.reserve(count(|found| found.topics.len()));
        self.article.reserve(stories.len());
        self.article_version.reserve(stories.len());
    }
}

/// Writes rows; those that are there already, by any of their keys, stay as they are.
pub(crate) async fn insert<A>(tx: &DatabaseTransaction, rows: Vec<A>) -> Result<()>
where
    A: ActiveModelTrait + Send,
{
    bulk::write(tx, rows, Conflict::Keep).await
}
