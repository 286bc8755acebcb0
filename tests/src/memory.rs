//! How much memory a process uses, on systems that report it.

/// The memory that this process uses now, in bytes; `None` except on Linux.
#[must_use]
pub fn resident() -> Option<u64> {
    status("self", "VmRSS:")
}

/// The peak memory of this process, in bytes; `None` except on Linux.
#[must_use]
pub fn peak() -> Option<u64> {
    status("self", "VmHWM:")
}

/// The peak memory of another process so far, in bytes; `None` after it has ended, and except on Linux.
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
