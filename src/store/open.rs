//! Opening the database, bringing it up to date, and transactions. Which engine it is, nobody outside this room asks.

use super::error::StoreError;
use super::sql::Sql;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Executor, PgPool, Postgres, SqlSafeStr, Sqlite, SqlitePool, Transaction};
use std::borrow::Cow;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

/// The migrations, oldest first; forward only.
pub(super) const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "desk", include_str!("../../migrations/0001_desk.sql")),
    (2, "due", include_str!("../../migrations/0002_due.sql")),
    (3, "seen_without_index", include_str!("../../migrations/0003_seen_without_index.sql")),
    (4, "passages", include_str!("../../migrations/0004_passages.sql")),
    (10, "group", include_str!("../../migrations/0010_group.sql")),
    (21, "desk", include_str!("../../migrations/0021_desk.sql")),
    (22, "checkouts", include_str!("../../migrations/0022_checkouts.sql")),
];

/// The database.
#[derive(Clone, Debug)]
pub enum Db {
    /// One file; one writer, since SQLite has one, and readers beside it.
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    /// Several instances may share it.
    Postgres(PgPool),
}

/// An open transaction; dropped without `commit`, it never was.
#[derive(Debug)]
pub enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Connects to `sqlite://PATH` (made where it is missing) or `postgres://…`. Applies no migration.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            Self::sqlite(Path::new(path.trim_start_matches("//"))).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url)?.statement_cache_capacity(512);
            let pool = PgPoolOptions::new().max_connections(8).test_before_acquire(false);
            Ok(Self::Postgres(pool.connect_with(options).await?))
        } else {
            // The address may hold a password, so it is not repeated.
            Err(StoreError::Address("the database's address must begin with sqlite: or postgres:".to_owned()))
        }
    }

    async fn sqlite(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(sqlx::Error::Io)?;
        }
        // FULL: a commit is on the disk before it is answered. One writer and batches make up for what that costs.
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10))
            .statement_cache_capacity(512)
            .pragma("cache_size", "-32768")
            .pragma("wal_autocheckpoint", "4000");
        let pool = |most| {
            SqlitePoolOptions::new()
                .max_connections(most)
                .test_before_acquire(false)
                .idle_timeout(None)
                .max_lifetime(None)
        };
        let writer = pool(1).connect_with(options.clone()).await?;
        let readers = pool(2).connect_with(options.pragma("query_only", "1")).await?;
        Ok(Self::Sqlite { writer, readers })
    }

    /// Applies the migrations that are missing, in order; one that was changed after it was applied is refused.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        self.migrate_to(i64::MAX).await
    }

    /// `migrate`, but none later than `version`.
    pub async fn migrate_to(&self, version: i64) -> Result<(), StoreError> {
        let wanted = MIGRATIONS.iter().filter(|(number, ..)| *number <= version);
        let migrations = wanted.map(|&(number, name, text)| {
            Migration::new(number, Cow::Borrowed(name), MigrationType::Simple, text.into_sql_str(), false)
        });
        let migrator = Migrator::with_migrations(migrations.collect());
        match self {
            Self::Sqlite { writer, .. } => migrator.run(writer).await?,
            Self::Postgres(pool) => migrator.run(pool).await?,
        }
        Ok(())
    }

    /// Begins a transaction that writes. On SQLite it waits for the one before it to end.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            // Immediate: a deferred one that reads first fails when it comes to write beside another.
            Self::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Begins a transaction that only reads, beside the one that writes.
    pub async fn look(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// True where several instances may work on it at once.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }

    /// Prepares every statement of the store, without running any; the first that the engine refuses is named.
    pub async fn prepare_all(&self) -> Result<usize, StoreError> {
        let texts = super::statements();
        let mut tx = self.look().await?;
        for text in &texts {
            let sql = Sql::Made(text.as_str().into()).into_sql_str();
            let prepared = match &mut tx {
                Tx::Sqlite(tx) => (&mut **tx).prepare(sql).await.map(drop),
                Tx::Postgres(tx) => (&mut **tx).prepare(sql).await.map(drop),
            };
            prepared.map_err(|e| StoreError::Unwritable(format!("{text}: {e}")))?;
        }
        Ok(texts.len())
    }

    /// Lets every connection go; what is open is waited for.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Ends the transaction: all of it is written when this returns.
    pub async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Runs a statement of the caller's own: for the operator's repairs and the tests' damage, never for the desk.
    pub async fn run_raw(&mut self, sql: &'static str) -> Result<u64, StoreError> {
        self.run(sql, &[]).await
    }

    /// Begins a part that can be taken back alone. Parts do not nest.
    pub async fn savepoint(&mut self) -> Result<(), StoreError> {
        self.run("SAVEPOINT part", &[]).await.map(drop)
    }

    /// The part stays.
    pub async fn release(&mut self) -> Result<(), StoreError> {
        self.run("RELEASE SAVEPOINT part", &[]).await.map(drop)
    }

    /// The part never was.
    pub async fn take_back(&mut self) -> Result<(), StoreError> {
        self.run("ROLLBACK TO SAVEPOINT part", &[]).await?;
        self.release().await
    }
}
