//! How much memory this process has, where the system says it.

/// The memory that this process has now, in bytes; `None` but on Linux.
#[must_use]
pub fn resident() -> Option<u64> {
    status("VmRSS:")
}

/// The most memory that this process ever had, in bytes; `None` but on Linux.
#[must_use]
pub fn peak() -> Option<u64> {
    status("VmHWM:")
}

fn status(field: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}
