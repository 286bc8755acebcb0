//! Rewrites progenitor's methods: each makes its request, with the document's own names, and sends nothing.

use super::document::{SECOND_SLASH, path_prefix};
use crate::emit::ident::ident;
use crate::model::items::{ParameterPlan, RequestPlan, Transported};
use crate::model::{Body, Operation, Parameter, Place};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::visit_mut::VisitMut;
use syn::{Expr, ExprCall, ExprLit, ExprMethodCall, ImplItemFn, Lit, LitStr, Local, Macro, Pat, Stmt};

/// Turns progenitor's method for an operation into one that returns the request. An error says what in progenitor's
/// code is unexpected.
pub(super) fn revise(
    method: &mut ImplItemFn,
    operation: &Operation,
    plan: &RequestPlan,
    index: usize,
) -> Result<(), String> {
    let has_headers = operation.parameters.iter().any(|parameter| parameter.place == Place::Header);
    let statements = std::mem::take(&mut method.block.stmts);
    let mut made = None;
    for statement in statements {
        match statement {
            Stmt::Local(local) if binds(&local, "request") => {
                made = local.init.map(|init| init.expr);
                break;
            }
            Stmt::Local(local) if binds(&local, "header_map") && !has_headers => {}
            // The document's version, which progenitor sends with each request and no service needs.
            Stmt::Expr(Expr::MethodCall(call), _) if is_version(&call) => {}
            other => method.block.stmts.push(other),
        }
    }
    let request = made.ok_or_else(|| format!("the method of `{}` makes no request", operation.id))?;
    method.attrs.clear();
    method.vis = syn::parse_quote!(pub(crate));
    method.sig.asyncness = None;
    method.sig.ident = ident(&plan.transport_method);
    method.sig.output = syn::parse_quote!(-> Result<::reqwest::Request, Error>);
    let mut wire = Wire { operation, plan, prefix: path_prefix(index), has_headers };
    wire.visit_impl_item_fn_mut(method);
    let mut request = *request;
    wire.visit_expr_mut(&mut request);
    add_accept(operation, &mut request)?;
    method.block.stmts.push(Stmt::Expr(syn::parse_quote!(Ok(#request)), None));
    Ok(())
}

/// Adds the `Accept` header.
fn add_accept(operation: &Operation, request: &mut Expr) -> Result<(), String> {
    let Some(accept) = &operation.accept else { return Ok(()) };
    if let Expr::Try(tried) = request
        && let Expr::MethodCall(build) = &mut *tried.expr
    {
        add_header(build, &quote!(ACCEPT), accept);
        return Ok(());
    }
    Err(format!("the request of `{}` does not end in `build()?`", operation.id))
}

/// Adds a header before a call of the request's builder.
fn add_header(call: &mut ExprMethodCall, name: &TokenStream, value: &str) {
    let builder = &call.receiver;
    *call.receiver = syn::parse_quote! {
        #builder.header(::reqwest::header::#name, ::reqwest::header::HeaderValue::from_static(#value))
    };
}

fn binds(local: &Local, name: &str) -> bool {
    matches!(&local.pat, Pat::Ident(pattern) if pattern.ident == name)
}

/// Whether a statement is progenitor's own `header_map.append(HeaderName::from_static("api-version"), ..)`; parameters
/// of the document are appended by literal names.
fn is_version(call: &ExprMethodCall) -> bool {
    call.method == "append" && matches!(call.args.first(), Some(Expr::Call(_)))
}

/// An HTTP method as reqwest has it. A name that is no method is a request that cannot be made.
fn method_of_reqwest(method: &str) -> Expr {
    match method {
        "OPTIONS" => syn::parse_quote!(::reqwest::Method::OPTIONS),
        "TRACE" => syn::parse_quote!(::reqwest::Method::TRACE),
        other => {
            let name = proc_macro2::Literal::byte_string(other.as_bytes());
            syn::parse_quote! {
                ::reqwest::Method::from_bytes(#name).map_err(|error| Error::InvalidRequest(error.to_string()))?
            }
        }
    }
}

/// Puts back the document's own names and media types.
struct Wire<'a> {
    operation: &'a Operation,
    plan: &'a RequestPlan,
    /// The prefix of the operation's path.
    prefix: String,
    has_headers: bool,
}

impl Wire<'_> {
    fn parameters(&self) -> impl Iterator<Item = (&Parameter, &ParameterPlan)> {
        self.operation.parameters.iter().zip(&self.plan.parameters)
    }

    fn rename(&self, literal: &mut Expr, place: Place) {
        let Expr::Lit(ExprLit { lit: Lit::Str(name), .. }) = literal else { return };
        let found = self
            .parameters()
            .find(|(parameter, plan)| parameter.place == place && plan.transport_name == name.value());
        if let Some((parameter, _)) = found {
            let wire = match place {
                Place::Header => parameter.parameter.to_ascii_lowercase(),
                Place::Path | Place::Query | Place::Cookie => parameter.parameter.clone(),
            };
            *name = LitStr::new(&wire, Span::call_site());
        }
    }

    /// The arguments of the path template: progenitor's `encode_path(&name.to_string())` becomes `encode_path(name)`,
    /// and values that are encoded already are not encoded again.
    fn segments(&self, tokens: impl Iterator<Item = TokenTree>) -> Vec<TokenTree> {
        let is_encoded = |ident: &Ident| {
            let mut encoded = self.parameters().filter(|(_, plan)| plan.transported == Transported::Encoded);
            encoded.any(|(_, plan)| *ident == plan.transport_name)
        };
        let mut kept: Vec<TokenTree> = Vec::new();
        for token in tokens {
            let follows_encode = matches!(kept.last(), Some(TokenTree::Ident(name)) if name == "encode_path");
            let name = match &token {
                TokenTree::Group(group) if follows_encode => {
                    group.stream().into_iter().find(|inner| matches!(inner, TokenTree::Ident(_)))
                }
                _ => None,
            };
            match name {
                Some(TokenTree::Ident(name)) if is_encoded(&name) => {
                    kept.pop();
                    kept.push(name.into());
                }
                Some(name) => kept.push(Group::new(Delimiter::Parenthesis, name.into()).into()),
                None => kept.push(token),
            }
        }
        kept
    }

    /// The template of the URL without our prefix: `"{}/operation3/pets/{}"` becomes `"{}/pets/{}"`, with the query that
    /// is the same in all calls behind it.
    fn path_template(&self, template: TokenTree) -> TokenTree {
        let literal = syn::parse2::<LitStr>(TokenStream::from(template.clone()));
        let text = literal.map(|literal| literal.value()).unwrap_or_default();
        match text.strip_prefix("{}").and_then(|path| path.strip_prefix(&self.prefix)) {
            Some(path) => {
                let query =
                    self.operation.query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
                let path = path.replace(SECOND_SLASH, "/");
                proc_macro2::Literal::string(&format!("{{}}{path}{query}")).into()
            }
            None => template,
        }
    }
}

impl VisitMut for Wire<'_> {
    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        if let Expr::Path(function) = &*call.func {
            let segments: Vec<String> =
                function.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
            let is = |wanted: [&str; 2]| segments.ends_with(&wanted.map(str::to_owned));
            if let Some(first) = call.args.first_mut()
                && is(["QueryParam", "new"])
            {
                self.rename(first, Place::Query);
            }
        }
        syn::visit_mut::visit_expr_call_mut(self, call);
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        if let Expr::MethodCall(inner) = &*call.receiver
            && inner.method == "headers"
            && !self.has_headers
        {
            *call.receiver = (*inner.receiver).clone();
        }
        // progenitor calls a reqwest method named like the HTTP method; reqwest has none for these two, and progenitor
        // knows no others.
        if call.method == "options" || call.method == "trace" {
            let method = method_of_reqwest(&self.operation.method);
            call.method = proc_macro2::Ident::new("request", Span::call_site());
            call.args.insert(0, method);
        }
        // Before the call that would set `application/json`.
        if call.method == "json"
            && let Some(Body { media_type: Some(media_type), .. }) = &self.operation.body
        {
            add_header(call, &quote!(CONTENT_TYPE), media_type);
        }
        if call.method == "append"
            && let Some(first) = call.args.first_mut()
        {
            self.rename(first, Place::Header);
        }
        syn::visit_mut::visit_expr_method_call_mut(self, call);
    }

    fn visit_macro_mut(&mut self, called: &mut Macro) {
        if called.path.is_ident("format") {
            let mut tokens = std::mem::take(&mut called.tokens).into_iter();
            let template = tokens.next().map(|template| self.path_template(template));
            called.tokens = template.into_iter().chain(self.segments(tokens)).collect();
        }
    }
}
