//! Lists that come in pages, one request after the other.

use crate::error::Error;
use crate::numbers::IntoInteger;
use crate::request::{BoxFuture, Request};
use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll, ready};
use std::vec;

/// How many pages are read where the service never comes to an end, unless the caller says otherwise.
const MOST_PAGES: u32 = 10_000;

/// A response that is one page of a list.
///
/// Only responses of this crate are: what it takes to read a list can grow.
pub trait Paginated: Sealed + Sized + 'static {
    /// What the list is made of.
    type Entry: Clone + PartialEq + Send + 'static;

    /// The items of this page.
    fn entries(&self) -> &[Self::Entry];

    /// The items of this page, by themselves.
    fn into_entries(self) -> Vec<Self::Entry>;

    /// The number of the page, as the service says it; the first is 1.
    fn number(&self) -> f64;

    /// How many items a page has, as the service says it.
    fn size(&self) -> f64;
}

/// What only this crate's types are.
pub trait Sealed {}

/// The pages of a list, one after the other, from the page on that the request asks for.
///
/// A page is asked for when it is wanted, never before. The list ends with an empty page, or one that repeats the page
/// before it, neither of which is delivered; one repetition is passed over if the service says that it is the page that
/// was asked for, because as many items may have been added meanwhile as a page has. It also ends with a page that is
/// shorter than the page before it, or than the service says that its pages are; after an error; and at the limit that
/// [`max_pages`](Self::max_pages) sets. A first page that is shorter than the request asked for is no end: services cap
/// the size of their pages without saying so.
#[must_use = "nothing is sent until a page is asked for"]
pub struct Pages<T: Paginated> {
    request: Request<T>,
    state: State<T>,
    /// The number of the page that is asked for, as far as it is known.
    number: Option<u64>,
    /// The items of the page that was delivered last.
    previous: Vec<T::Entry>,
    /// The items of the page before that.
    earlier: Vec<T::Entry>,
    /// Whether the last page repeated the one before it.
    repeated: bool,
    delivered: u32,
    max_pages: u32,
}

enum State<T> {
    Next,
    Waiting(BoxFuture<Result<T, Error>>),
    Ended,
}

impl<T: Paginated> Request<T> {
    /// Sets which page of the list is asked for; the first is 1.
    pub fn page(self, number: impl IntoInteger) -> Self {
        match self.operation().pages {
            Some(names) => self.with_number(names.number, &number.into_integer().to_string()),
            None => self,
        }
    }

    /// Sets how many items a page of the list has at most. Services have a limit of their own.
    pub fn per_page(self, items: impl IntoInteger) -> Self {
        match self.operation().pages {
            Some(names) => self.with_number(names.size, &items.into_integer().to_string()),
            None => self,
        }
    }

    /// The pages of the list, asked for one by one.
    pub fn pages(self) -> Pages<T> {
        Pages {
            number: None,
            // Callers may ask for a page or a size there.
            request: self.with_query_in_url(),
            state: State::Next,
            previous: Vec::new(),
            earlier: Vec::new(),
            repeated: false,
            delivered: 0,
            max_pages: MOST_PAGES,
        }
    }

    /// The items of the list, whose pages are asked for one by one.
    pub fn items(self) -> Entries<T> {
        Entries { pages: self.pages(), page: Vec::new().into_iter() }
    }
}

impl<T: Paginated> Pages<T> {
    /// Sets how many pages are delivered at most: 10,000 if nobody sets it, so that a service that goes on for ever
    /// does not keep its caller for ever.
    pub fn max_pages(mut self, pages: u32) -> Self {
        self.max_pages = pages;
        self
    }

    /// The same list, on connections that are served while its caller waits.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub(crate) fn with_blocking_http(self) -> Self {
        Self { request: self.request.with_blocking_http(), ..self }
    }

    /// The next page; `None` at the end of the list.
    ///
    /// # Errors
    ///
    /// Those of [`Request::send`]; the list ends with them.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            match &mut self.state {
                State::Next if self.delivered >= self.max_pages => self.state = State::Ended,
                State::Next => match self.request.for_page(self.number) {
                    Ok(request) => self.state = State::Waiting(Box::pin(request.send())),
                    Err(error) => {
                        self.state = State::Ended;
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                State::Waiting(response) => {
                    let result = ready!(response.as_mut().poll(context));
                    self.state = State::Ended;
                    match result {
                        Ok(page) if self.is_passed_over(&page) => self.state = State::Next,
                        Ok(page) => return Poll::Ready(self.deliver(page).map(Ok)),
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    }
                }
                State::Ended => return Poll::Ready(None),
            }
        }
    }

    /// Whether a page repeats the one before it and yet another may follow: as many items as a page has were added in
    /// between. A service that repeats its last page for ever does so again.
    fn is_passed_over(&mut self, page: &T) -> bool {
        let is_repeated = !page.entries().is_empty() && page.entries() == self.previous;
        let is_the_one_asked_for = self.number.is_some() && whole(page.number()) == self.number;
        let is_passed_over = is_repeated && is_the_one_asked_for && !self.repeated;
        self.repeated = is_repeated;
        if is_passed_over {
            self.number = self.number.map(|number| number.saturating_add(1));
        }
        is_passed_over
    }

    /// The page, if it is one of the list, and whether there is another after it.
    fn deliver(&mut self, page: T) -> Option<T> {
        let items = page.entries();
        if items.is_empty() || items == self.previous {
            return None;
        }
        if !self.is_short(&page) {
            let number = self.number.or_else(|| self.request.page_number()).or_else(|| whole(page.number()));
            self.number = Some(number.unwrap_or(1).saturating_add(1));
            self.state = State::Next;
        }
        self.earlier = std::mem::replace(&mut self.previous, items.to_vec());
        self.delivered += 1;
        Some(page)
    }

    /// Whether a page is too short for another to follow.
    fn is_short(&self, page: &T) -> bool {
        let length = page.entries().len() as u64;
        let stated = whole(page.size()).filter(|size| *size > 0);
        // A size that only repeats the request may not be the one that pages have.
        let stated = stated.filter(|_| stated != self.request.page_size());
        stated.is_some_and(|size| length < size) || length < self.previous.len() as u64
    }
}

/// The items of a list, whose pages are asked for when they are wanted.
///
/// The list ends as [`Pages`] does. An item that moves on to the next page while the list is read, because others were
/// added before it, is delivered once. One that moves to a page that was read already, because others were removed, is
/// not seen: reading the list again finds it.
#[must_use = "nothing is sent until an item is asked for"]
pub struct Entries<T: Paginated> {
    pages: Pages<T>,
    page: vec::IntoIter<T::Entry>,
}

impl<T: Paginated> Entries<T> {
    /// Sets how many pages are read at most; see [`Pages::max_pages`].
    pub fn max_pages(mut self, pages: u32) -> Self {
        self.pages = self.pages.max_pages(pages);
        self
    }

    /// The same list, on connections that are served while its caller waits.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub(crate) fn with_blocking_http(self) -> Self {
        Self { pages: self.pages.with_blocking_http(), ..self }
    }

    /// The next item; `None` at the end of the list.
    ///
    /// # Errors
    ///
    /// Those of [`Request::send`], after the items of the pages before; the list ends with them.
    pub async fn next(&mut self) -> Option<Result<T::Entry, Error>> {
        poll_fn(|context| self.poll_entry(context)).await
    }

    fn poll_entry(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T::Entry, Error>>> {
        loop {
            let earlier = &self.pages.earlier;
            if let Some(item) = self.page.by_ref().find(|item| !earlier.contains(item)) {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => self.page = page.into_entries().into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

// Nothing in them is pinned: items are plain values, and the future is in a box.
impl<T: Paginated> Unpin for Pages<T> {}
impl<T: Paginated> Unpin for Entries<T> {}

#[cfg(feature = "stream")]
impl<T: Paginated> futures_core::Stream for Pages<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

#[cfg(feature = "stream")]
impl<T: Paginated> futures_core::Stream for Entries<T> {
    type Item = Result<T::Entry, Error>;

    fn poll_next(self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_entry(context)
    }
}

impl<T: Paginated> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("request", &self.request)
            .field("delivered", &self.delivered)
            .field("max_pages", &self.max_pages)
            .finish_non_exhaustive()
    }
}

impl<T: Paginated> fmt::Debug for Entries<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entries").field("pages", &self.pages).finish_non_exhaustive()
    }
}

/// A counter of the service's, which JSON has as a number of any kind.
fn whole(number: f64) -> Option<u64> {
    // Beyond this, numbers are no longer exact, and no list has that many pages.
    const MOST: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in range")]
    ((0.0..MOST).contains(&number) && number.fract() == 0.0).then_some(number as u64)
}

/// The request for a page.
impl<T> Request<T> {
    /// The same request for the page with a number; without one, for the page that it asks for by itself.
    fn for_page(&self, number: Option<u64>) -> Result<Self, Error> {
        let request = self.try_clone()?;
        Ok(match (number, self.operation().pages) {
            (Some(number), Some(names)) => request.with_number(names.number, &number.to_string()),
            _ => request,
        })
    }

    /// The same request with a number in its query, in place of one that is there.
    fn with_number(mut self, wanted: &str, number: &str) -> Self {
        if let Some(made) = self.request_mut() {
            let url = made.url_mut();
            let others: Vec<(String, String)> =
                url.query_pairs().filter(|(name, _)| name != wanted).map(owned).collect();
            url.query_pairs_mut().clear().extend_pairs(others).append_pair(wanted, number);
        }
        self
    }

    /// The number of the page that the request asks for by itself.
    fn page_number(&self) -> Option<u64> {
        self.query_number(self.operation().pages?.number)
    }

    /// The size of pages that the request asks for.
    fn page_size(&self) -> Option<u64> {
        self.query_number(self.operation().pages?.size)
    }

    fn query_number(&self, wanted: &str) -> Option<u64> {
        let (_, value) = self.url()?.query_pairs().find(|(name, _)| name == wanted)?;
        value.parse().ok()
    }
}

fn owned((name, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)) -> (String, String) {
    (name.into_owned(), value.into_owned())
}
