//! One way to run a statement on either engine: values in, rows out. Knows no table.

use super::error::StoreError;
use super::open::Tx;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, Row as _};
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// A value to be bound, of one of the column types that both engines share.
#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    Int(i64),
    MaybeInt(Option<i64>),
    Bool(bool),
    Text(Cow<'a, str>),
    MaybeText(Option<Cow<'a, str>>),
}

impl From<i64> for Value<'_> {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}
impl From<Option<i64>> for Value<'_> {
    fn from(value: Option<i64>) -> Self {
        Self::MaybeInt(value)
    }
}
impl From<bool> for Value<'_> {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
impl<'a> From<&'a str> for Value<'a> {
    fn from(value: &'a str) -> Self {
        Self::Text(Cow::Borrowed(value))
    }
}
impl From<String> for Value<'_> {
    fn from(value: String) -> Self {
        Self::Text(Cow::Owned(value))
    }
}
impl<'a> From<Option<&'a str>> for Value<'a> {
    fn from(value: Option<&'a str>) -> Self {
        Self::MaybeText(value.map(Cow::Borrowed))
    }
}

/// A row of either engine.
pub(super) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

/// Runs one expression on whichever engine is at hand.
macro_rules! either {
    ($on:expr, $it:ident => $do:expr) => {
        match $on {
            Row::Sqlite($it) => $do,
            Row::Postgres($it) => $do,
        }
    };
}

impl Row {
    pub(super) fn int(&self, column: usize) -> Result<i64, StoreError> {
        Ok(either!(self, row => row.try_get(column))?)
    }
    pub(super) fn maybe_int(&self, column: usize) -> Result<Option<i64>, StoreError> {
        Ok(either!(self, row => row.try_get(column))?)
    }
    pub(super) fn bool(&self, column: usize) -> Result<bool, StoreError> {
        Ok(either!(self, row => row.try_get(column))?)
    }
    pub(super) fn maybe_bool(&self, column: usize) -> Result<Option<bool>, StoreError> {
        Ok(either!(self, row => row.try_get(column))?)
    }
    pub(super) fn text(&self, column: usize) -> Result<String, StoreError> {
        Ok(either!(self, row => row.try_get(column))?)
    }
    pub(super) fn maybe_text(&self, column: usize) -> Result<Option<String>, StoreError> {
        Ok(either!(self, row => row.try_get(column))?)
    }
}

/// Binds values in their order.
macro_rules! bound {
    ($arguments:ty, $values:expr) => {{
        let mut arguments = <$arguments>::default();
        for value in $values {
            match value {
                Value::Int(v) => arguments.add(*v),
                Value::MaybeInt(v) => arguments.add(*v),
                Value::Bool(v) => arguments.add(*v),
                Value::Text(v) => arguments.add(v.as_ref()),
                Value::MaybeText(v) => arguments.add(v.as_deref()),
            }
            .map_err(sqlx::Error::Encode)?;
        }
        arguments
    }};
}

/// A statement's text: fixed, or made once for each number of rows.
pub(super) enum Sql {
    Fixed(&'static str),
    Made(Arc<str>),
}

impl From<&'static str> for Sql {
    fn from(text: &'static str) -> Self {
        Self::Fixed(text)
    }
}

impl sqlx::SqlSafeStr for Sql {
    fn into_sql_str(self) -> sqlx::SqlStr {
        match self {
            Self::Fixed(text) => text.into_sql_str(),
            // Made from constants of this room alone; no value ever enters a text.
            Self::Made(text) => AssertSqlSafe(text).into_sql_str(),
        }
    }
}

impl Tx {
    /// Runs a statement and gives its rows.
    pub(super) async fn rows(&mut self, sql: impl Into<Sql>, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        let sql = sql.into();
        Ok(match self {
            Self::Sqlite(tx) => {
                let query = sqlx::query_with(sql, bound!(SqliteArguments, values));
                query.fetch_all(&mut **tx).await?.into_iter().map(Row::Sqlite).collect()
            }
            Self::Postgres(tx) => {
                let query = sqlx::query_with(sql, bound!(PgArguments, values));
                query.fetch_all(&mut **tx).await?.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// Runs a statement and gives its only row, where there is one.
    pub(super) async fn row(&mut self, sql: &'static str, values: &[Value<'_>]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// Runs a statement and gives the number of rows that it changed.
    pub(super) async fn run(&mut self, sql: impl Into<Sql>, values: &[Value<'_>]) -> Result<u64, StoreError> {
        let sql = sql.into();
        Ok(match self {
            Self::Sqlite(tx) => {
                sqlx::query_with(sql, bound!(SqliteArguments, values)).execute(&mut **tx).await?.rows_affected()
            }
            Self::Postgres(tx) => {
                sqlx::query_with(sql, bound!(PgArguments, values)).execute(&mut **tx).await?.rows_affected()
            }
        })
    }
}

/// How many rows a statement is made for: powers of two and what lies halfway, so that few statements are needed for any number, and few
/// texts are made, which keeps the engines' caches of prepared statements small.
const SIZES: [usize; 14] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, WIDEST];

/// The most rows that one statement takes; more are cut into several.
const WIDEST: usize = 128;

/// The place of the largest size that is no larger than this; of the first for 0.
fn within(rows: usize) -> usize {
    SIZES.partition_point(|size| *size <= rows).saturating_sub(1)
}

/// The place of the smallest size that is no smaller than this, or the last.
fn holding(rows: usize) -> usize {
    SIZES.partition_point(|size| *size < rows).min(SIZES.len() - 1)
}

/// How the places of values are marked in a text that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Marks {
    /// `$1`, `$2` …: PostgreSQL knows no other.
    Numbered,
    /// `?`: to SQLite a number is a name, and sqlx asks it for each one's name, which it finds by counting from the first.
    Bare,
}

impl Marks {
    fn of(tx: &Tx) -> Self {
        match tx {
            Tx::Sqlite(_) => Self::Bare,
            Tx::Postgres(_) => Self::Numbered,
        }
    }

    fn put(self, text: &mut String, place: usize) {
        match self {
            Self::Numbered => {
                text.push('$');
                text.push_str(&place.to_string());
            }
            Self::Bare => text.push('?'),
        }
    }
}

/// The texts of one statement: for each way of marking, for each size.
type Texts = [[OnceLock<Arc<str>>; SIZES.len()]; 2];

/// A statement over many rows of equally many values: `head (..), (..) tail`.
pub(super) struct Many {
    pub(super) head: &'static str,
    pub(super) columns: usize,
    pub(super) tail: &'static str,
    texts: Texts,
}

impl Many {
    pub(super) const fn new(head: &'static str, columns: usize, tail: &'static str) -> Self {
        Self { head, columns, tail, texts: [const { [const { OnceLock::new() }; SIZES.len()] }; 2] }
    }

    /// The text for the number of rows at this place of `SIZES`.
    fn text(&self, size: usize, marks: Marks) -> Sql {
        let made = self.texts[marks as usize][size].get_or_init(|| self.made(SIZES[size], marks).into());
        Sql::Made(Arc::clone(made))
    }

    pub(super) fn made(&self, rows: usize, marks: Marks) -> String {
        let mut text = String::with_capacity(self.head.len() + self.tail.len() + rows * self.columns * 5);
        text.push_str(self.head);
        for row in 0..rows {
            text.push_str(if row == 0 { " (" } else { ", (" });
            for column in 0..self.columns {
                let place = row * self.columns + column + 1;
                text.push_str(if column == 0 { "" } else { ", " });
                marks.put(&mut text, place);
            }
            text.push(')');
        }
        text.push(' ');
        text.push_str(self.tail);
        text
    }

    /// Runs the statement over all rows, given one after the other, in as few statements as the sizes allow.
    pub(super) async fn rows(&self, tx: &mut Tx, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        let mut found = Vec::new();
        let mut rest = values;
        while !rest.is_empty() {
            let size = within(rest.len() / self.columns);
            let (now, later) = rest.split_at(SIZES[size] * self.columns);
            found.append(&mut tx.rows(self.text(size, Marks::of(tx)), now).await?);
            rest = later;
        }
        Ok(found)
    }
}

/// A statement with one list of alternatives: `head ($1, $2, …) tail`. Lists are filled up to the next size by repeating the last.
pub(super) struct Among {
    list: Many,
}

impl Among {
    pub(super) const fn new(head: &'static str, tail: &'static str) -> Self {
        Self { list: Many::new(head, 1, tail) }
    }

    fn text(&self, size: usize, marks: Marks) -> Sql {
        let made = self.list.texts[marks as usize][size].get_or_init(|| self.made(SIZES[size], marks).into());
        Sql::Made(Arc::clone(made))
    }

    pub(super) fn made(&self, length: usize, marks: Marks) -> String {
        let mut places = String::with_capacity(length * 5);
        for place in 1..=length {
            places.push_str(if place == 1 { "" } else { ", " });
            marks.put(&mut places, place);
        }
        format!("{} ({places}) {}", self.list.head, self.list.tail)
    }

    /// Runs the statement for all values.
    pub(super) async fn rows(&self, tx: &mut Tx, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        let mut found = Vec::new();
        for some in values.chunks(WIDEST) {
            let size = holding(some.len());
            let mut filled = some.to_vec();
            if let Some(last) = some.last() {
                filled.resize(SIZES[size], last.clone());
            }
            found.append(&mut tx.rows(self.text(size, Marks::of(tx)), &filled).await?);
        }
        Ok(found)
    }
}

/// Declares the statements of a file, and `texts()`, which lists every one of them.
macro_rules! statements {
    ($($name:ident = $kind:ident $rest:tt;)+) => {
        $(statements!(@one $name $kind $rest);)+
        /// Every statement of this file.
        pub(super) fn texts() -> Vec<String> {
            vec![$(statements!(@text $name $kind),)+]
        }
    };
    (@one $name:ident sql ($text:expr)) => { const $name: &str = $text; };
    (@one $name:ident many ($head:expr, $columns:expr, $tail:expr)) => {
        static $name: super::sql::Many = super::sql::Many::new($head, $columns, $tail);
    };
    (@one $name:ident among ($head:expr, $tail:expr)) => {
        static $name: super::sql::Among = super::sql::Among::new($head, $tail);
    };
    (@text $name:ident sql) => { $name.to_owned() };
    (@text $name:ident many) => { $name.made(2, super::sql::Marks::Numbered) };
    (@text $name:ident among) => { $name.made(2, super::sql::Marks::Numbered) };
}
pub(super) use statements;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_rows_takes_few_statements() {
        for rows in 1..=WIDEST {
            assert!(SIZES[within(rows)] <= rows && SIZES[within(rows)] * 3 > rows + 1, "{rows}");
            assert!(SIZES[holding(rows)] >= rows && SIZES[holding(rows)] <= rows * 2, "{rows}");
            let (mut rest, mut statements) = (rows, 0);
            while rest > 0 {
                rest -= SIZES[within(rest)];
                statements += 1;
            }
            assert!(statements <= 4, "{rows} rows take {statements}");
        }
    }

    #[test]
    fn rows_and_lists_are_numbered_through() {
        let many = Many::new("INSERT INTO t (a, b) VALUES", 2, "ON CONFLICT DO NOTHING");
        assert_eq!(
            many.made(2, Marks::Numbered),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING"
        );
        let among = Among::new("SELECT a FROM t WHERE b IN", "ORDER BY a");
        assert_eq!(among.made(2, Marks::Numbered), "SELECT a FROM t WHERE b IN ($1, $2) ORDER BY a");
        assert_eq!(many.made(2, Marks::Bare), "INSERT INTO t (a, b) VALUES (?, ?), (?, ?) ON CONFLICT DO NOTHING");
        assert_eq!(among.made(2, Marks::Bare), "SELECT a FROM t WHERE b IN (?, ?) ORDER BY a");
    }
}
