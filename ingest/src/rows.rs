//! Rows waiting to be written, one list a table, and the one place that writes them: in the order that foreign
//! keys ask for.

use crate::bulk::{self, Conflict, Writer};
use crate::error::Result;
use sea_orm::{ActiveModelTrait, DatabaseTransaction};

macro_rules! rows {
    ($($table:ident),+ $(,)?) => {
        /// What a batch adds.
        #[derive(Debug, Default)]
        pub(crate) struct Rows {
            $(pub(crate) $table: Vec<entity::$table::ActiveModel>,)+
        }

        impl Rows {
            /// Writes all of it. Rows that are there already, by any of their keys, stay as they are.
            pub(crate) async fn write(self, tx: &DatabaseTransaction) -> Result<()> {
                let mut writer = Writer::new(tx);
                $(writer.write(self.$table, Conflict::Keep).await?;)+
                writer.wait().await
            }
        }
    };
}

rows! {
    place, organization, person, topic,
    place_name, organization_name, person_name, topic_name,
    office, tenure,
    document, article, article_version, article_author, article_image, article_link, article_topic,
    mention, office_mention,
    quote, statement_topic, statement_office, statement_mention,
}

/// Writes rows; those that are there already, by any of their keys, stay as they are.
pub(crate) async fn insert<A>(tx: &DatabaseTransaction, rows: Vec<A>) -> Result<()>
where
    A: ActiveModelTrait + Send,
{
    bulk::write(tx, rows, Conflict::Keep).await
}
