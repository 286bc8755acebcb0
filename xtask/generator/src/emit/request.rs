//! The expression that makes the request of an operation.

use super::ident::ident;
use super::type_ref::type_anywhere;
use super::{answer_types, pages, parameters, settings, stream_reading};
use crate::model::items::{OperationItem, ParameterPlan, Passed, Transported};
use crate::model::{
    BodyKind, Envelope, Framing, Group, Operation, Page, PageQuery, Parameter, Place, SentItems, Success,
};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// An operation's request.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    pub(super) group: &'a Group,
    pub(super) operation: &'a Operation,
    pub(super) item: &'a OperationItem,
    /// The envelope around the values of answers, if there is one.
    pub(super) envelope: Option<&'a Envelope>,
}

impl<'a> Request<'a> {
    /// The parameters, each with its plan.
    pub(super) fn parameters(&self) -> impl Iterator<Item = (&'a Parameter, &'a ParameterPlan)> {
        self.operation.parameters.iter().zip(&self.item.request.parameters)
    }

    pub(super) fn parameter(&self, index: usize) -> Option<(&'a Parameter, &'a ParameterPlan)> {
        self.operation.parameters.get(index).zip(self.item.request.parameters.get(index))
    }

    /// The type of the answer's value.
    pub(super) fn value(&self) -> TokenStream {
        let value = match (&self.item.answer.type_ref, &self.item.answer.one_of) {
            (_, Some(answer)) => ident(&answer.name).into_token_stream(),
            (Some(type_ref), None) => type_anywhere(type_ref),
            (None, None) => quote!(()),
        };
        if self.item.answer.is_optional { quote!(Option<#value>) } else { value }
    }

    /// The type of the request.
    pub(super) fn type_tokens(&self) -> TokenStream {
        let value = self.value();
        match &self.operation.success.streamed {
            Some(streamed) => {
                let item = stream_reading::item(streamed, &value);
                quote!(crate::StreamRequest<#item>)
            }
            None => quote!(crate::Request<#value>),
        }
    }

    /// The codec that reads the answer.
    fn codec(&self) -> TokenStream {
        let answer = &self.item.answer;
        match &answer.one_of {
            Some(made) => answer_types::codec(made, answer.is_optional),
            None => answer_types::codec_of(answer.opening, answer.is_optional),
        }
    }

    /// The expression that makes the runtime's request from local variables.
    /// `options` are calls that say more of it.
    pub(super) fn expression(&self, client: &TokenStream, options: Option<&TokenStream>) -> TokenStream {
        let codec = self.codec();
        let in_path = self.operation.parameters.iter().filter(|parameter| parameter.place == Place::Path);
        let checks = in_path.map(|parameter| {
            let (wire, name) = (&parameter.parameter, ident(&parameter.name));
            quote!((#wire, #name.as_str()))
        });
        let method = ident(&self.item.request.transport_method);
        let mut passed: Vec<TokenStream> =
            self.call_order().into_iter().map(|(parameter, plan)| self.passed(parameter, plan)).collect();
        passed.extend(self.transported_body().map(|kind| match kind {
            BodyKind::Arguments(_) | BodyKind::Json(_) => quote!(&body),
            BodyKind::Form(_) | BodyKind::Raw(_) | BodyKind::Items(_) => quote!(body),
        }));
        let (added, description) = (self.added(), self.description());
        let server = self.operation.server.as_ref().map(|server| match &self.operation.server_choice {
            Some(choice) => {
                let choice = choice.as_str();
                quote!(.at_chosen_server(#choice, #server))
            }
            None => quote!(.at_server(#server)),
        });
        let streamed = self.operation.success.streamed.as_ref().map(stream_reading::codec);
        let streamed = streamed.map(|codec| quote!(.streamed(#codec)));
        quote! {
            crate::Request::new(
                &#client,
                #description,
                path::check(&[#(#checks),*]),
                #client.connection().#method(#(#passed),*),
                #codec,
            )
            #server
            #(#added)*
            #options
            #streamed
        }
    }

    /// The parameters in the order in which the transport's method takes them: those of the path in its order, then
    /// those of the query and of the headers by name. The body, if there is one, comes last.
    fn call_order(&self) -> Vec<(&'a Parameter, &'a ParameterPlan)> {
        let mut ordered = Vec::new();
        for place in [Place::Path, Place::Query, Place::Header] {
            let is_taken = |(parameter, plan): &(&Parameter, &ParameterPlan)| {
                parameter.place == place && plan.transported != Transported::Not
            };
            let mut some: Vec<_> = self.parameters().filter(is_taken).collect();
            if place != Place::Path {
                some.sort_by_key(|(_, plan)| &plan.transport_name);
            }
            ordered.append(&mut some);
        }
        ordered
    }

    fn passed(&self, parameter: &Parameter, plan: &ParameterPlan) -> TokenStream {
        // A value that is borrowed from the group's type is passed as it is.
        if matches!(plan.passed, Passed::ByAccessor(_)) && self.item.request_type.is_none() {
            let name = ident(&parameter.name);
            return quote!(#name);
        }
        parameters::passed(parameter, plan)
    }

    fn transported_body(&self) -> Option<&'a BodyKind> {
        let is_transported = self.item.request.body.as_ref().is_some_and(|plan| plan.is_transported);
        self.operation.body.as_ref().filter(|_| is_transported).map(|body| &body.kind)
    }

    /// The calls that add to the request what the transport does not take.
    fn added(&self) -> Vec<TokenStream> {
        let parameters = self.parameters().filter(|(_, plan)| plan.transported == Transported::Not);
        let mut added: Vec<TokenStream> =
            parameters.map(|(parameter, _)| parameters::added(parameter)).collect();
        let Some(body) = self.operation.body.as_ref().filter(|_| self.transported_body().is_none()) else {
            return added;
        };
        match &body.kind {
            BodyKind::Form(_) => added.push(quote!(.with_form(&body))),
            BodyKind::Json(_) => {
                let media_type = body.media_type.as_deref().unwrap_or("application/json");
                added.push(quote!(.with_json(#media_type, body.as_ref())));
            }
            BodyKind::Raw(media_type) => {
                let body = self.body_if_any();
                added.push(quote!(.with_upload(#media_type, #body)));
            }
            BodyKind::Items(SentItems { media_type, framing, .. }) => {
                let (body, framing) = (self.body_if_any(), item_framing(*framing));
                added.push(quote!(.with_items(#media_type, #framing, #body)));
            }
            BodyKind::Arguments(_) => {}
        }
        added
    }

    /// The body that is one argument, as an `Option`.
    fn body_if_any(&self) -> TokenStream {
        match self.item.request.body.as_ref().is_some_and(|plan| plan.is_optional) {
            true => quote!(body),
            false => quote!(Some(body)),
        }
    }

    /// The description of the operation for the runtime.
    fn description(&self) -> TokenStream {
        let (name, path) = (format!("{}.{}", self.group.accessor, self.operation.name), &self.operation.path);
        let pages = match &self.operation.page {
            Some(Page { query: PageQuery { number, size }, .. }) => {
                quote!(Some(crate::operation::PageQuery { number: #number, size: #size }))
            }
            None => quote!(None),
        };
        let next_page = pages::next_page(self.operation, self.envelope);
        let also_answered: &[u16] = match &self.operation.success {
            Success { is_redirect: true, .. } => &[301, 302, 303, 307, 308],
            Success { may_be_unchanged: true, .. } => &[304],
            _ => &[],
        };
        let security = match &self.operation.security {
            Some(sets) => {
                let sets = settings::requirements(sets);
                quote!(Some(#sets))
            }
            None => quote!(None),
        };
        quote! {
            &crate::operation::Operation {
                name: #name,
                path: #path,
                pages: #pages,
                next_page: #next_page,
                also_answered: &[#(#also_answered),*],
                security: #security
            }
        }
    }
}

/// What separates the items of a body.
fn item_framing(framing: Framing) -> TokenStream {
    match framing {
        Framing::Sequence => quote!(crate::item_framing::ItemFraming::Sequence),
        Framing::Lines | Framing::Events | Framing::Parts => quote!(crate::item_framing::ItemFraming::Lines),
    }
}
