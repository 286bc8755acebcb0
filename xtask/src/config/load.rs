//! Reads `generator.toml`.
