//! Times that are compared are taken in turn, so that whatever else the machine does falls on all of them alike; of
//! each the shortest counts. In its turn each runs several times, so that it need not be what others left of the caches
//! that is measured.

use cpu_time::ThreadTime;
use std::time::Duration;

/// Something that is timed: it returns how long the part of it took that counts.
pub type Timed<'a> = Box<dyn FnMut() -> Duration + 'a>;

/// How often each runs in its turn.
pub const IN_A_ROW: usize = 5;

/// Does all of it in turn, `rounds` times, and returns the shortest time of each.
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

/// The time for which this thread ran in a function, which others that want the same core do not add to. What it made
/// is dropped after that.
pub fn time<T>(make: impl FnOnce() -> T) -> Duration {
    let begun = ThreadTime::now();
    let made = std::hint::black_box(make());
    let took = begun.elapsed();
    drop(made);
    took
}

/// The median of some ratios.
#[must_use]
pub fn median(mut ratios: Vec<f64>) -> f64 {
    ratios.sort_by(f64::total_cmp);
    ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN)
}
