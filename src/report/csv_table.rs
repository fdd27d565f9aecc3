//! Tables as CSV (RFC 4180, with line feeds). Knows nothing of races.

use csv::Writer;

/// A table, written row by row.
#[derive(Debug)]
pub struct CsvTable(Writer<Vec<u8>>);

impl CsvTable {
    /// A table with these column names and no rows.
    #[must_use]
    pub fn new<S: AsRef<[u8]>>(columns: impl IntoIterator<Item = S>) -> Self {
        let mut table = Self(Writer::from_writer(Vec::new()));
        table.row(columns);
        table
    }

    /// Adds a row; cells that need quotes get them.
    ///
    /// # Panics
    /// If there are more or fewer cells than columns.
    pub fn row<S: AsRef<[u8]>>(&mut self, cells: impl IntoIterator<Item = S>) {
        self.0.write_record(cells).expect("writing to memory cannot fail, and each column has a cell");
    }

    /// The text of the table.
    #[must_use]
    pub fn finish(self) -> String {
        let bytes = self.0.into_inner().expect("writing to memory cannot fail");
        String::from_utf8(bytes).expect("cells are text")
    }
}
