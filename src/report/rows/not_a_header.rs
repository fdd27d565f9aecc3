//! The form of files of races, and why lines are not the header of such a file.

/// The first line of the header: name and number of the form.
pub const FORM: &str = "velodrome.rows/3";

/// Why lines are not a header.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAHeader {
    #[error("it does not hold the races of a sweep, a comparison or a variation")]
    Foreign,
    #[error("it is plain CSV, which has no checksums and does not say how its races were ridden")]
    Plain,
    #[error("its rows are of another form, {0}, of an older program; this one writes {FORM}")]
    Older(String),
    #[error("its rows are of another form, {0}, of a newer program; this one writes {FORM}")]
    Newer(String),
    #[error("line {0} of its header is damaged")]
    Damaged(usize),
}
