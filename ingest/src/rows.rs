//! Rows waiting to be written, one list a table, and the one place that writes them: in the order that foreign
//! keys ask for, as many rows a statement as the binds allow.

use crate::error::{Error, Result};
use crate::known::BINDS;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityName as _, EntityTrait, Iterable as _};

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
                $(insert(tx, self.$table).await?;)+
                Ok(())
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

pub(crate) async fn insert<A>(tx: &DatabaseTransaction, rows: Vec<A>) -> Result<()>
where
    A: ActiveModelTrait + Send,
{
    let mut rows = rows.into_iter().peekable();
    let table = A::Entity::default().table_name();
    let at_once = BINDS / <A::Entity as EntityTrait>::Column::iter().count();
    while rows.peek().is_some() {
        let chunk: Vec<A> = rows.by_ref().take(at_once).collect();
        let insert = A::Entity::insert_many(chunk).on_conflict(OnConflict::new().do_nothing().to_owned());
        insert.exec_without_returning(tx).await.map_err(|error| Error::Write(table, error))?;
    }
    Ok(())
}
