//! The referee, from outside: rows a commissaire can read, a small world exhausted, properties, a second scorer.

mod rows;
