//! Tokens that change: who gives them, and how calls that go on side by side share one.

use crate::builder::ClientBuilder;
use crate::clock::Instant;
use crate::error::Error;
use crate::request::BoxFuture;
use crate::token_source::{HeldToken, TokenSource};
use reqwest::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};
use std::time::Duration;

/// What can go wrong where a token is asked for.
pub type TokenError = Box<dyn std::error::Error + Send + Sync>;

/// Gives access tokens that change, such as those of an identity provider.
///
/// It is asked when there is no token yet, when the last one is about to expire, and when the service refuses it (401): the
/// call is then made again, once. Calls that go on side by side wait for one answer. A function that returns a future
/// is a provider:
///
/// ```ignore
/// || async { Ok(AccessToken::new(ask_for_one().await?).expires_in(Duration::from_secs(3600))) }
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// A new token.
    fn token(&self) -> TokenFuture;
}

/// A token, once it is there.
pub type TokenFuture = BoxFuture<Result<AccessToken, TokenError>>;

// The futures of a host of WebAssembly stay on their thread: there, the trait is implemented by hand.
#[cfg(not(target_arch = "wasm32"))]
impl<F, R> TokenProvider for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<AccessToken, TokenError>> + Send + 'static,
{
    fn token(&self) -> TokenFuture {
        Box::pin(self())
    }
}

/// An access token, and for how long it holds. Its `Debug` output shows no secret.
#[derive(Clone, Debug)]
pub struct AccessToken {
    token: SecretString,
    expires_in: Option<Duration>,
}

impl AccessToken {
    /// A token that holds until the service refuses it.
    pub fn new(token: impl Into<String>) -> Self {
        Self { token: SecretString::from(token.into()), expires_in: None }
    }

    /// Says for how long it holds, from now on.
    #[must_use]
    pub fn expires_in(self, time: Duration) -> Self {
        Self { expires_in: Some(time), ..self }
    }
}

/// How long before its end a token counts as expired, so that it does not expire on its way; but a tenth of its time at
/// most.
const BEFORE_THE_END: Duration = Duration::from_secs(30);

/// The token that all calls of a client share.
pub(crate) struct Tokens {
    provider: Box<dyn TokenProvider>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    held: Option<Held>,
    /// How many tokens there have been.
    count: u64,
    is_asking: bool,
    waiting: Vec<Waker>,
}

struct Held {
    token: HeldToken,
    expires: Option<Instant>,
}

/// What a call does about its token.
enum Turn {
    Take(HeldToken),
    Ask,
    Wait,
}

impl Tokens {
    pub(crate) fn new(provider: impl TokenProvider) -> Self {
        Self { provider: Box::new(provider), state: Mutex::default() }
    }

    async fn current_token(&self, refused: Option<u64>) -> Result<HeldToken, Error> {
        loop {
            match self.turn(refused) {
                Turn::Take(held) => return Ok(held),
                Turn::Wait => self.wait().await,
                Turn::Ask => {
                    // However this ends, others may ask after it.
                    let asking = Asking(self);
                    let token = self.provider.token().await.map_err(failed)?;
                    let held = self.hold(&token)?;
                    drop(asking);
                    return Ok(held);
                }
            }
        }
    }

    fn turn(&self, refused: Option<u64>) -> Turn {
        let mut state = self.locked();
        let is_good = |held: &&Held| {
            refused != Some(held.token.number) && held.expires.is_none_or(|expires| Instant::now() < expires)
        };
        match state.held.as_ref().filter(is_good) {
            Some(held) => Turn::Take(held.token.clone()),
            None if state.is_asking => Turn::Wait,
            None => {
                state.is_asking = true;
                Turn::Ask
            }
        }
    }

    /// Waits until nobody asks any longer.
    fn wait(&self) -> impl Future<Output = ()> {
        poll_fn(|context| {
            let mut state = self.locked();
            if !state.is_asking {
                return Poll::Ready(());
            }
            state.waiting.push(context.waker().clone());
            Poll::Pending
        })
    }

    fn hold(&self, token: &AccessToken) -> Result<HeldToken, Error> {
        let header = HeaderValue::try_from(format!("Bearer {}", token.token.expose_secret()));
        let mut header = header.map_err(|_| {
            Error::configuration("the token that was given has characters that a header cannot hold")
        })?;
        header.set_sensitive(true);
        let expires = token.expires_in.and_then(|time| {
            let kept = time.saturating_sub(BEFORE_THE_END.min(time / 10));
            Instant::now().checked_add(kept)
        });
        let mut state = self.locked();
        state.count += 1;
        let token = HeldToken { header, number: state.count };
        state.held = Some(Held { token: token.clone(), expires });
        Ok(token)
    }

    fn locked(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenSource for Tokens {
    fn current(self: Arc<Self>, refused: Option<u64>) -> BoxFuture<Result<HeldToken, Error>> {
        Box::pin(async move { self.current_token(refused).await })
    }
}

/// There while a call asks for a token.
struct Asking<'t>(&'t Tokens);

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.0.locked();
            state.is_asking = false;
            std::mem::take(&mut state.waiting)
        };
        waiting.into_iter().for_each(Waker::wake);
    }
}

/// An error of this crate stays what it is.
fn failed(error: TokenError) -> Error {
    match error.downcast::<Error>() {
        Ok(error) => *error,
        Err(other) => Error::configuration(format!("no access token was given: {other}")),
    }
}

impl ClientBuilder {
    /// Sets who gives the tokens of a security scheme.
    pub(crate) fn tokens(self, scheme: usize, provider: impl TokenProvider) -> Self {
        self.token_source(scheme, Arc::new(Tokens::new(provider)))
    }
}
