//! Operations whose answers are streams: how their items are read, and what is said of them.

use super::docs;
use crate::model::items::RequestPlan;
use crate::model::{Framing, ItemReading, Operation, Streamed};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The type of an item; `value` is what it holds.
pub(super) fn item(streamed: &Streamed, value: &TokenStream) -> TokenStream {
    match streamed.framing {
        Framing::Events => quote!(crate::Event<#value>),
        Framing::Lines | Framing::Sequence => value.clone(),
        Framing::Parts => quote!(crate::BodyPart<#value>),
    }
}

/// The codec that reads the items.
pub(super) fn codec(streamed: &Streamed) -> TokenStream {
    let done = match &streamed.done {
        Some(done) => quote!(Some(#done)),
        None => quote!(None),
    };
    match (streamed.framing, streamed.reading) {
        // Only parts are read as bytes.
        (Framing::Events, ItemReading::Json | ItemReading::Bytes) => {
            quote!(crate::stream::codec::events(#done))
        }
        (Framing::Events, ItemReading::Text) => quote!(crate::stream::codec::text_events(#done)),
        (Framing::Events, ItemReading::Whole) => quote!(crate::stream::codec::whole_events(#done)),
        (Framing::Lines, _) => quote!(crate::stream::codec::lines()),
        (Framing::Sequence, _) => quote!(crate::stream::codec::sequence()),
        (Framing::Parts, ItemReading::Bytes) => quote!(crate::stream::codec::byte_parts()),
        (Framing::Parts, ItemReading::Text) => quote!(crate::stream::codec::text_parts()),
        (Framing::Parts, ItemReading::Json | ItemReading::Whole) => quote!(crate::stream::codec::parts()),
    }
}

/// The ends of the chain of a request type, if its answer is a stream.
pub(super) fn ends(operation: &Operation, name: &Ident, value: &TokenStream) -> Option<TokenStream> {
    let streamed = operation.success.streamed.as_ref()?;
    let item = item(streamed, value);
    let of_events =
        (streamed.framing == Framing::Events).then(|| quote!(crate::stream::event_ends!(#name, #item);));
    Some(quote! {
        crate::stream::stream_ends!(#name, #item);
        #of_events
    })
}

/// What the documentation of a method says of the stream, if there is one.
pub(super) fn docs(operation: &Operation, plan: &RequestPlan) -> Option<TokenStream> {
    let streamed = operation.success.streamed.as_ref()?;
    let mut said = vec![match streamed.framing {
        Framing::Events => {
            "The answer is a stream: each [`Event`](crate::Event) is read when it is asked for."
        }
        Framing::Lines | Framing::Sequence => {
            "The answer is a stream: each value is read when it is asked for."
        }
        Framing::Parts => {
            "The answer is a stream: each [`BodyPart`](crate::BodyPart) is read when it is asked for."
        }
    }];
    if plan.body.as_ref().is_some_and(|body| body.switched_on.is_some()) {
        said.push("The request asks for a stream.");
    }
    let done = streamed.done.as_ref().map(|done| format!("It ends with the data `{}`.", docs::code(done)));
    said.extend(done.as_deref());
    Some(docs::lines(&format!("\n{}", said.join(" "))))
}
