//! Tables as files: CSV and XLSX become rows of cells, rows of text become an XLSX. CPU only, bounded in bytes, rows and columns; never
//! a rule of what a row means.

mod read;
mod write;

pub use read::{MOST_BYTES, rows};
pub use write::workbook;
