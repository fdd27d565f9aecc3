//! Tables as CSV (RFC 4180, with line feeds). Knows nothing of races.

use csv::Writer;

/// A table of `N` columns, written row by row.
#[derive(Debug)]
pub struct CsvTable<const N: usize>(Writer<Vec<u8>>);

impl<const N: usize> CsvTable<N> {
    /// A table with these column names and no rows.
    #[must_use]
    pub fn new(columns: [&str; N]) -> Self {
        let mut table = Self(Writer::from_writer(Vec::new()));
        table.row(columns);
        table
    }

    /// Adds a row; cells that need quotes get them.
    pub fn row<S: AsRef<str>>(&mut self, cells: [S; N]) {
        self.0.write_record(cells.iter().map(AsRef::as_ref)).expect("writing to memory cannot fail");
    }

    /// The text of the table.
    #[must_use]
    pub fn finish(self) -> String {
        let bytes = self.0.into_inner().expect("writing to memory cannot fail");
        String::from_utf8(bytes).expect("cells are text")
    }
}
