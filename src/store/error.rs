//! What can go wrong in the store. Names rows by their ids, never shows their content.

/// Why a store operation failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Something else was written meanwhile: the use case runs again on what is there now.
    #[error("{0} was changed meanwhile")]
    Stale(&'static str),
    /// A stored value cannot be what it is said to be.
    #[error("{table}.{column} of row {row} is corrupt")]
    Corrupt { table: &'static str, column: &'static str, row: String },
    /// A value cannot be written down.
    #[error("a value cannot be stored: {0}")]
    Unwritable(String),
    /// The address of the database is not one we know.
    #[error("{0}")]
    Address(String),
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
}

impl StoreError {
    pub(super) fn corrupt(table: &'static str, column: &'static str, row: &dyn std::fmt::Display) -> Self {
        Self::Corrupt { table, column, row: row.to_string() }
    }

    /// True where another try may succeed: written meanwhile, or PostgreSQL ended one of two that waited for each other.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        match self {
            Self::Stale(_) => true,
            Self::Database(sqlx::Error::Database(e)) => {
                matches!(e.code().as_deref(), Some("40001" | "40P01" | "23505" | "2067" | "1555"))
            }
            _ => false,
        }
    }
}
