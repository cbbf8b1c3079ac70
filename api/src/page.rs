//! Pages of connections: the one place that knows about cursors. In: a selection, what it is ordered by and the
//! client's `first`, `after`, `last`, `before`. Out: rows with cursors, and whether more follow.
//!
//! Keyset paging with row values, `(said_on, id) < (?, ?)`: each page costs the same however deep it is, and
//! neither skips nor repeats while others write. A cursor is bound to its ordering and filter; another's is refused.

use crate::error::bad_input;
use crate::loader::Plan;
use crate::object::object;
use crate::reference::SpeakerId;
use async_graphql::{Context, Enum, Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::Value;
use sea_orm::sea_query::{Expr, ExprTrait as _, Order, SelectStatement};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, LazyLock};

/// Rows on a page when the client does not say.
pub(crate) const DEFAULT: u64 = 20;
/// The most rows on a page.
pub(crate) const MOST: u64 = 100;

/// Which way a list runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Enum, Serialize)]
#[graphql(name = "OrderDirection")]
pub(crate) enum Direction {
    /// From the earliest or from A.
    Asc,
    /// From the latest or from Z.
    Desc,
}

/// The four paging arguments of Relay's connections.
#[derive(Clone, Debug, Default)]
pub(crate) struct Arguments {
    pub(crate) first: Option<i32>,
    pub(crate) after: Option<String>,
    pub(crate) last: Option<i32>,
    pub(crate) before: Option<String>,
}

impl Arguments {
    /// How many rows, and whether they are those at the end.
    pub(crate) fn extent(&self) -> Result<(u64, bool)> {
        match (self.first, self.last) {
            (Some(_), Some(_)) => Err(bad_input(
                "`first` and `last` exclude each other; ask for the start or the end of the list",
            )),
            (None, Some(last)) => Ok((size("last", last)? as u64, true)),
            (Some(first), None) => Ok((size("first", first)? as u64, false)),
            (None, None) => Ok((DEFAULT, false)),
        }
    }
}

/// The value that a row is ordered by.
#[derive(Clone, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub(crate) enum Key {
    Day(NaiveDate),
    At(DateTime<Utc>),
    Number(i64),
    Text(String),
}

/// What the values of an order are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyKind {
    Day,
    At,
    Number,
    Text,
}

impl Key {
    /// Whether it is such a value, and one that the database takes.
    fn is_of(&self, kind: KeyKind) -> bool {
        match self {
            Self::Day(_) => kind == KeyKind::Day,
            Self::At(_) => kind == KeyKind::At,
            Self::Number(_) => kind == KeyKind::Number,
            Self::Text(text) => kind == KeyKind::Text && !text.contains('\0'),
        }
    }
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Day(day) => day.into(),
            Key::At(at) => at.into(),
            Key::Number(number) => number.into(),
            Key::Text(text) => text.into(),
        }
    }
}

/// A place in a list: what it is bound to, and where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Cursor<P>(String, P);

/// What the cursors of a list are bound to: a hash of its name, ordering and filter.
pub(crate) fn bound(list: &str) -> String {
    ingest::sha256(list.as_bytes())[..12].to_owned()
}

/// A cursor as it leaves the program.
pub(crate) fn cursor<P: Serialize>(bound: &str, place: P) -> String {
    let cursor = serde_json::to_vec(&Cursor(bound.to_owned(), place)).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(cursor)
}

/// A page that was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    limit: u64,
    /// Whether one row more is read, which tells that there are more.
    looks_on: bool,
    is_backward: bool,
    direction: Direction,
    after: Option<(Key, i64)>,
    before: Option<(Key, i64)>,
    bound: Bound,
}

/// What the cursors of a list are bound to: a hash of its name, ordering and filter, which is made once it is needed.
#[derive(Clone)]
struct Bound(Arc<LazyLock<String, Box<dyn FnOnce() -> String + Send>>>);

impl Bound {
    fn new(list: impl FnOnce() -> String + Send + 'static) -> Self {
        Self(Arc::new(LazyLock::new(Box::new(|| bound(&list())))))
    }
}

impl std::fmt::Debug for Bound {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Window {
    /// The page that the field at hand asks for. `list` tells list, ordering and filter; a cursor of another list is
    /// refused.
    pub(crate) fn new(
        ctx: &Context<'_>,
        arguments: &Arguments,
        (kind, direction): (KeyKind, Direction),
        list: impl FnOnce() -> String + Send + 'static,
    ) -> Result<Self> {
        let Arguments { after, before, .. } = arguments;
        let (limit, is_backward) = arguments.extent()?;
        let bound = Bound::new(list);
        let cursor = |name: &str, cursor: &Option<String>| {
            let place = cursor.as_ref().map(|text| parse(name, text, &bound.0)).transpose()?;
            let is_of_order = place.as_ref().is_none_or(|(key, _): &(Key, i64)| key.is_of(kind));
            if is_of_order { Ok(place) } else { Err(no_cursor(name)) }
        };
        let (after, before) = (cursor("after", after)?, cursor("before", before)?);
        let looks_on = ctx.field().selection_set().any(|field| field.name() == "pageInfo");
        Ok(Self { limit, looks_on, is_backward, direction, after, before, bound })
    }

    /// Limits a selection to this page: in the order of `key` and `id`.
    pub(crate) fn apply(&self, select: &mut SelectStatement, key: &Expr, id: &Expr) {
        let tuple = || Expr::tuple([key.clone(), id.clone()]);
        let value = |(key, id): &(Key, i64)| Expr::tuple([Expr::val(key.clone()), Expr::val(*id)]);
        let is_up = self.direction == Direction::Asc;
        if let Some(after) = &self.after {
            select.and_where(if is_up { tuple().gt(value(after)) } else { tuple().lt(value(after)) });
        }
        if let Some(before) = &self.before {
            select.and_where(if is_up { tuple().lt(value(before)) } else { tuple().gt(value(before)) });
        }
        let order = if is_up == self.is_backward { Order::Desc } else { Order::Asc };
        select
            .order_by_expr(key.clone(), order.clone())
            .order_by_expr(id.clone(), order)
            .limit(self.limit + u64::from(self.looks_on));
    }

    /// Rows in the order that the selection asked for; a statement of several selections may lose it.
    pub(crate) fn sorted<R>(&self, mut rows: Vec<R>, place: impl Fn(&R) -> (Key, i64)) -> Vec<R> {
        rows.sort_by(|a, b| place(a).partial_cmp(&place(b)).unwrap_or(std::cmp::Ordering::Equal));
        if (self.direction == Direction::Desc) != self.is_backward {
            rows.reverse();
        }
        rows
    }

    /// Makes a page of the rows that the limited selection gave.
    pub(crate) fn page<R>(self, mut rows: Vec<R>, place: impl Fn(&R) -> (Key, i64)) -> Page<R> {
        let limit = usize::try_from(self.limit).unwrap_or(usize::MAX);
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        if self.is_backward {
            rows.reverse();
        }
        let rows = rows.into_iter().map(|row| (place(&row), row));
        let (has_next, has_previous) = if self.is_backward {
            (self.before.is_some(), has_more)
        } else {
            (has_more, self.after.is_some())
        };
        Page { bound: self.bound, rows: rows.collect(), has_next, has_previous }
    }
}

/// All rows of a list, unpaged: what is counted and divided.
#[derive(Clone, Debug)]
pub(crate) struct All {
    pub(crate) rows: Rows,
    /// The speaker, where they are all that one said: those counts are kept.
    pub(crate) speaker: Option<SpeakerId>,
}

/// Where the rows of a list come from.
#[derive(Clone, Debug)]
pub(crate) enum Rows {
    /// A selection of its own.
    Selected(Box<SelectStatement>),
    /// A plan that the list shares with those of other parents, and its own parent.
    Children(Arc<Plan>, i64),
}

impl All {
    pub(crate) fn of(rows: Rows) -> Self {
        Self { rows, speaker: None }
    }

    /// All rows of a selection of its own.
    pub(crate) fn selected(select: SelectStatement) -> Self {
        Self::of(Rows::Selected(Box::new(select)))
    }

    /// The rows as a selection.
    pub(crate) fn select(&self) -> SelectStatement {
        match &self.rows {
            Rows::Selected(select) => SelectStatement::clone(select),
            Rows::Children(plan, of) => plan.all_of(*of),
        }
    }
}

/// The columns of a table that make up `P`, without conditions.
pub(crate) fn part<E: sea_orm::EntityTrait, P: sea_orm::PartialModelTrait>() -> SelectStatement {
    use sea_orm::{QuerySelect as _, QueryTrait as _};
    P::select_cols(E::find().select_only()).into_query()
}

/// All columns of a table, without conditions.
pub(crate) fn selection<E: sea_orm::EntityTrait>() -> SelectStatement {
    use sea_orm::QueryTrait as _;
    E::find().into_query()
}

/// Checks the size of a page or list.
pub(crate) fn size(name: &str, count: i32) -> Result<usize> {
    usize::try_from(count).ok().filter(|count| *count as u64 <= MOST).ok_or_else(|| {
        bad_input(format!("`{name}: {count}` is out of range; between 0 and {MOST} is possible"))
    })
}

/// Reads a cursor; one of another list is refused.
pub(crate) fn parse<P: DeserializeOwned>(name: &str, text: &str, bound: &str) -> Result<P> {
    let bytes = URL_SAFE_NO_PAD.decode(text.as_bytes()).ok();
    let cursor: Option<Cursor<P>> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    match cursor {
        None => Err(no_cursor(name)),
        Some(Cursor(of, place)) if of == bound => Ok(place),
        Some(_) => Err(bad_input(format!(
            "`{name}` is the cursor of a list with another filter or order; page on with the arguments it came from"
        ))),
    }
}

fn no_cursor(name: &str) -> Error {
    bad_input(format!("`{name}` is no cursor of this server; take it from `pageInfo` or an edge as it is"))
}

/// Rows with their places, from which their cursors are made when they are asked for.
#[derive(Clone, Debug)]
pub(crate) struct Page<R> {
    bound: Bound,
    rows: Vec<((Key, i64), R)>,
    pub(crate) has_next: bool,
    pub(crate) has_previous: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct PageInfo {
    has_next_page: bool,
    has_previous_page: bool,
    start_cursor: Option<String>,
    end_cursor: Option<String>,
}

object! {
    /// Where a page stands in its list (Relay).
    PageInfo(it);

    /// Whether rows follow this page.
    hasNextPage: bool = it.has_next_page;

    /// Whether rows stand before this page.
    hasPreviousPage: bool = it.has_previous_page;

    /// Cursor of the first row; null on an empty page.
    startCursor: Option<&str> = it.start_cursor.as_deref();

    /// Cursor of the last row; null on an empty page.
    endCursor: Option<&str> = it.end_cursor.as_deref();
}

impl PageInfo {
    pub(crate) fn new(
        has_next_page: bool,
        has_previous_page: bool,
        start_cursor: Option<String>,
        end_cursor: Option<String>,
    ) -> Self {
        Self { has_next_page, has_previous_page, start_cursor, end_cursor }
    }
}

impl<R> Page<R> {
    /// The same rows as something else.
    pub(crate) fn map<S>(self, into: impl Fn(R) -> S) -> Page<S> {
        let Self { bound, rows, has_next, has_previous } = self;
        let rows = rows.into_iter().map(|(place, row)| (place, into(row))).collect();
        Page { bound, rows, has_next, has_previous }
    }
}

impl<R: Clone> Page<R> {
    /// The rows.
    pub(crate) fn rows(&self) -> impl Iterator<Item = R> {
        self.rows.iter().map(|(_, row)| row.clone())
    }

    /// The rows with their cursors.
    pub(crate) fn edges(&self) -> impl Iterator<Item = (String, R)> {
        self.rows.iter().map(|(place, row)| (cursor(&self.bound.0, place), row.clone()))
    }

    pub(crate) fn info(&self) -> PageInfo {
        PageInfo {
            has_next_page: self.has_next,
            has_previous_page: self.has_previous,
            start_cursor: self.rows.first().map(|(place, _)| cursor(&self.bound.0, place)),
            end_cursor: self.rows.last().map(|(place, _)| cursor(&self.bound.0, place)),
        }
    }
}

/// Defines the connection and the edge of a noun. Counting is done only where `totalCount` is asked for.
macro_rules! connection {
    ($connection:ident, $edge:ident, $node:ident, $row:ty, $what:literal $(, { $($extra:tt)* })?) => {
        #[derive(Clone, Debug)]
        pub(crate) struct $connection {
            pub(crate) page: crate::page::Page<$row>,
            pub(crate) all: crate::page::All,
        }

        #[derive(Clone, Debug)]
        pub(crate) struct $edge {
            cursor: String,
            node: $node,
        }

        crate::object::object! {
            #[doc = concat!("One of ", $what, " with its place in the list.")]
            $edge(it);

            /// The place in the list, for `after` and `before`.
            cursor: &str = &it.cursor;

            .. more
        }

        #[async_graphql::ComplexObject]
        impl $edge {
            /// The record itself.
            async fn node(&self) -> &$node {
                &self.node
            }
        }

        crate::object::object! {
            #[doc = concat!("A page of ", $what, " (Relay connection).")]
            $connection(it);

            lists:

            /// The records of this page.
            nodes: $node = Ok(it.page.rows().map($node::from).collect());

            .. more
        }

        #[async_graphql::ComplexObject]
        impl $connection {
            /// The records of this page with their cursors.
            async fn edges(&self) -> crate::object::List<$edge> {
                self.page.edges().map(|(cursor, row)| $edge { cursor, node: $node::from(row) }).collect()
            }

            /// Where this page stands in the list.
            async fn page_info(&self) -> crate::page::PageInfo {
                self.page.info()
            }

            /// How many records the whole list has. Counted only when asked for.
            async fn total_count(&self, ctx: &async_graphql::Context<'_>) -> async_graphql::Result<i64> {
                Box::pin(crate::loader::count(ctx, &self.all)).await
            }

            $($($extra)*)?
        }
    };
}
pub(crate) use connection;

/// Defines a noun's list in the order of its name: order, connection, and the page of it. `narrow` adds the
/// noun's filter to a selection.
macro_rules! list_by_name {
    ($table:ident.$name:ident as $column:ident, $node:ident, $connection:ident, $edge:ident, $field:ident, $order:ident, $filter:ident, $what:literal) => {
        #[doc = concat!("What ", $what, " are ordered by.")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, async_graphql::Enum)]
        pub(crate) enum $field {
            #[doc = concat!("The ", stringify!($name), ".")]
            Name,
        }

        #[doc = concat!("The order of ", $what, ".")]
        #[derive(Clone, Copy, Debug, async_graphql::InputObject)]
        pub(crate) struct $order {
            /// What is compared.
            pub(crate) field: $field,
            /// Which way.
            pub(crate) direction: crate::page::Direction,
        }

        crate::page::connection!($connection, $edge, $node, std::sync::Arc<entity::$table::Model>, $what);

        #[doc = concat!("A page of ", $what, ".")]
        pub(crate) async fn list(
            ctx: &async_graphql::Context<'_>,
            filter: Option<$filter>,
            order_by: Option<$order>,
            arguments: &crate::page::Arguments,
        ) -> async_graphql::Result<$connection> {
            use sea_orm::sea_query::Expr;
            let direction = order_by.map_or(crate::page::Direction::Asc, |order| order.direction);
            let listed = filter.clone();
            let list = move || format!("{} {direction:?} {listed:?}", $what);
            let window =
                crate::page::Window::new(ctx, arguments, (crate::page::KeyKind::Text, direction), list)?;
            let planning = crate::reader::Planning::of_filter(filter.is_some());
            let mut select = crate::page::selection::<entity::$table::Entity>();
            narrow(ctx, &mut select, filter.unwrap_or_default()).await?;
            let all = select.clone();
            let name = Expr::col((entity::$table::Entity, entity::$table::Column::$column));
            window.apply(
                &mut select,
                &name,
                &Expr::col((entity::$table::Entity, entity::$table::Column::Id)),
            );
            let rows = crate::loader::shared_rows(ctx, &select, planning).await?;
            let page = window.page(rows, |row: &std::sync::Arc<entity::$table::Model>| {
                (crate::page::Key::Text(row.$name.clone()), row.id.0)
            });
            Ok($connection { page, all: crate::page::All::selected(all) })
        }
    };
}
pub(crate) use list_by_name;
