//! Sinks: one file per output format; own structs, never the core types serialized.
