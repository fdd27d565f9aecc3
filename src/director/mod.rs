//! The director: what riders did, as a demand for motion.
