//! Measures several things in turn, so that other load on the machine affects all of them alike. The shortest time of
//! each counts. Each runs several times in its turn, so that the caches hold its own data.

use cpu_time::ThreadTime;
use std::time::Duration;

/// Something to measure. It returns the time of the part that counts.
pub type Timed<'a> = Box<dyn FnMut() -> Duration + 'a>;

/// How often each runs in its turn.
pub const IN_A_ROW: usize = 5;

/// Runs all of them in turn, `rounds` times, and returns the shortest time of each.
pub fn shortest(rounds: usize, contenders: &mut [(&str, Timed<'_>)]) -> Vec<Duration> {
    let mut best = vec![Duration::MAX; contenders.len()];
    for _ in 0..rounds {
        for (best, (_, contender)) in best.iter_mut().zip(contenders.iter_mut()) {
            for _ in 0..IN_A_ROW {
                *best = contender().min(*best);
            }
        }
    }
    best
}

/// The processor time of this thread in a function, so that other threads on the same core do not count. The result is
/// dropped afterwards.
pub fn time<T>(make: impl FnOnce() -> T) -> Duration {
    let begun = ThreadTime::now();
    let made = std::hint::black_box(make());
    let took = begun.elapsed();
    drop(made);
    took
}

/// The median of the ratios.
#[must_use]
pub fn median(mut ratios: Vec<f64>) -> f64 {
    ratios.sort_by(f64::total_cmp);
    ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN)
}
