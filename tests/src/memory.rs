//! How much memory a process has, where the system says it.

/// The memory that this process has now, in bytes; `None` but on Linux.
#[must_use]
pub fn resident() -> Option<u64> {
    status("self", "VmRSS:")
}

/// The most memory that this process ever had, in bytes; `None` but on Linux.
#[must_use]
pub fn peak() -> Option<u64> {
    status("self", "VmHWM:")
}

/// The most memory that another process had until now, in bytes; `None` when it has ended, and but on Linux.
#[must_use]
pub fn peak_of(process: u32) -> Option<u64> {
    status(&process.to_string(), "VmHWM:")
}

fn status(process: &str, field: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}
