//! What a server was told, and which calls came in.

use super::call_count::CallCount;
use super::expectation::Expectation;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many unanswered calls are listed. A program that asks again and again would make a list without end.
const LISTED: usize = 20;

/// What a server was told, and the calls that it had no answer to. Its clones are the same.
#[derive(Clone, Default)]
pub(super) struct Told {
    calls: Arc<Mutex<Vec<Arc<ToldCall>>>>,
    unanswered: Arc<Mutex<Vec<String>>>,
}

/// A call that the server was told about.
pub(super) struct ToldCall {
    pub(super) expectation: Expectation,
    /// How often it may be answered, if there is a limit.
    pub(super) limit: Option<u64>,
    /// How often it is expected, if that was said.
    pub(super) expected: Option<CallCount>,
    came: AtomicU64,
}

impl ToldCall {
    pub(super) fn new(expectation: Expectation, limit: Option<u64>, expected: Option<CallCount>) -> Self {
        Self { expectation, limit, expected, came: AtomicU64::new(0) }
    }

    /// Whether a request is this call. If it is, it is counted.
    pub(super) fn takes(&self, request: &wiremock::Request) -> bool {
        let is_met = self.expectation.is_met_by(request);
        if is_met {
            self.came.fetch_add(1, Ordering::SeqCst);
        }
        is_met
    }

    fn came(&self) -> u64 {
        self.came.load(Ordering::SeqCst)
    }
}

impl Told {
    pub(super) fn add(&self, call: Arc<ToldCall>) {
        lock(&self.calls).push(call);
    }

    /// Takes note of a request without an answer, and says what it differs in from the nearest call.
    pub(super) fn unanswered(&self, request: &wiremock::Request) -> String {
        let line = format!("{} {}", request.method, request.url.path());
        let mut text = format!("the mock server has no answer to {line}");
        lock(&self.unanswered).push(line);
        let calls = lock(&self.calls);
        let differences = calls.iter().map(|call| (call, call.expectation.difference(request)));
        let Some((call, nearest)) = differences.min_by_key(|(_, difference)| difference.distance) else {
            return text + "; it was told no call at all";
        };
        // Writing into a text does not fail.
        let _ = write!(text, "; the nearest call that it was told is {}, but ", call.expectation.line());
        match call.limit {
            Some(limit) if nearest.reasons.is_empty() => {
                let times = if limit == 1 { "once".to_owned() } else { format!("{limit} times") };
                text + &format!("it was to be answered {times}, and was")
            }
            _ => text + &nearest.reasons.join(", and "),
        }
    }

    /// What was expected and did not come, or came too often; `None` if all is well.
    pub(super) fn unmet(&self) -> Option<String> {
        let calls = lock(&self.calls);
        let unmet: Vec<String> = calls
            .iter()
            .filter_map(|call| {
                Some((call, call.expected.filter(|expected| !expected.contains(call.came()))?))
            })
            .map(|(call, expected)| {
                let came = match call.came() {
                    0 => "did not come".to_owned(),
                    1 => "came once".to_owned(),
                    count => format!("came {count} times"),
                };
                format!("\n- {}: expected {expected}, {came}", call.expectation.line())
            })
            .collect();
        if unmet.is_empty() {
            return None;
        }
        let mut text = format!("the mock server did not get the calls that it expected:{}", unmet.concat());
        let unanswered = lock(&self.unanswered);
        if !unanswered.is_empty() {
            text += "\nIt had no answer to:";
            unanswered.iter().take(LISTED).for_each(|line| text += &format!("\n- {line}"));
            if let Some(more) = unanswered.len().checked_sub(LISTED).filter(|more| *more > 0) {
                text += &format!("\n- and {more} more");
            }
        }
        Some(text)
    }
}

/// What is in a mutex, also after a panic elsewhere: lists stay whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
