//! The operations of an API.

use super::{Docs, Field, Framing, JsonPointer, Name, NextPage, Streamed, TypeRef};
use serde::Serialize;

/// An operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// Its operationId.
    pub id: String,
    /// The JSON pointer of its place in the document.
    pub pointer: JsonPointer,
    /// Its method's name in Rust.
    pub name: Name,
    /// Its documentation.
    pub docs: Docs,
    /// What a caller must be permitted to do, any of these; empty if the document does not say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub permissions: Vec<String>,
    /// The sets of security schemes of which a call needs one; `None` where they are those of the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security: Option<Vec<Vec<usize>>>,
    /// The HTTP method, in upper case.
    pub method: String,
    /// The media type of the body, where another method of the operation sends the body that comes first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_type: Option<String>,
    /// The path template, without a query.
    pub path: String,
    /// The address of its server, where it has another one than the API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<String>,
    /// The enum of the servers that callers can choose for it, where it has several, or variables in their addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_choice: Option<Name>,
    /// The query that is the same in all calls, as it stands in the path of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// The path, query and header parameters, in the document's order.
    pub parameters: Vec<Parameter>,
    /// The request's body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Body>,
    /// The `Accept` header, if it is not just JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accept: Option<String>,
    /// The answer of a call that succeeded.
    pub success: Success,
    /// The answers of a failed call that the document describes.
    pub errors: Vec<ErrorAnswer>,
    /// The headers of answers that the document names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<AnswerHeader>,
    /// How the answer is a page of a list, if it is one with a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<Page>,
    /// How the answer is a page of a list that names the next one, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page: Option<NextPage>,
}

impl Operation {
    /// Whether the answer is a page of a list.
    #[must_use]
    pub fn is_paged(&self) -> bool {
        self.page.is_some() || self.next_page.is_some()
    }

    /// The JSON pointer of the request's body.
    #[must_use]
    pub fn body_pointer(&self) -> JsonPointer {
        format!("{}/requestBody", self.pointer).into()
    }

    /// The JSON pointer of the answers.
    #[must_use]
    pub fn answers_pointer(&self) -> JsonPointer {
        format!("{}/responses", self.pointer).into()
    }
}

/// A parameter of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parameter {
    /// Its name on the wire.
    pub parameter: String,
    /// Its name in Rust.
    pub name: Name,
    /// Its documentation.
    pub docs: Docs,
    /// The JSON pointer of its place in the document.
    pub pointer: JsonPointer,
    /// Where it goes.
    pub place: Place,
    /// Whether it must be given.
    pub required: bool,
    /// The type of its value.
    #[serde(rename = "type")]
    pub type_ref: TypeRef,
    /// The unit of a number, such as `seconds`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// How its value is written.
    #[serde(skip_serializing_if = "Serialization::is_plain")]
    pub serialization: Serialization,
}

impl Parameter {
    /// Whether a caller must give it. Path parameters are always required, whatever the document says.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.required || self.place == Place::Path
    }
}

/// How the value of a parameter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Serialization {
    /// As text; a list in the query becomes one parameter per value.
    Plain,
    /// In one of OpenAPI's styles.
    Styled {
        /// The style.
        style: Style,
        /// Whether each value of a list, and each property of an object, is written separately.
        explode: bool,
    },
    /// As JSON.
    Json,
    /// As the whole query, without a name.
    WholeQuery {
        /// Whether it is JSON, or else text.
        is_json: bool,
    },
}

impl Serialization {
    fn is_plain(&self) -> bool {
        *self == Self::Plain
    }
}

/// OpenAPI's styles of parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Style {
    /// `;name=a,b` in a path.
    Matrix,
    /// `.a.b` in a path.
    Label,
    /// `a,b` in a path or a header.
    Simple,
    /// `name=a,b` in the query or a cookie.
    Form,
    /// `name=a%20b` in the query.
    SpaceDelimited,
    /// `name=a|b` in the query.
    PipeDelimited,
    /// `name[property]=a` in the query.
    DeepObject,
}

/// Where a parameter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// Into a header.
    Header,
    /// Into the header `Cookie`.
    Cookie,
}

impl Place {
    /// OpenAPI's word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// The body of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Body {
    /// Its form.
    pub kind: BodyKind,
    /// The media type of JSON, where it is not `application/json`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Whether it must be given.
    pub required: bool,
}

/// The form of a request's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// A JSON object whose properties are the arguments of the method.
    Arguments(Name),
    /// JSON, as one argument.
    Json(TypeRef),
    /// A form whose fields are the arguments of the method.
    Form(Form),
    /// Bytes of a media type, as one argument.
    Raw(String),
    /// Items that are JSON, one after the other, as one argument.
    Items(SentItems),
}

/// The items of a request's body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentItems {
    /// The media type of the body.
    pub media_type: String,
    /// What separates the items.
    pub framing: Framing,
    /// The type of an item.
    #[serde(rename = "type")]
    pub type_ref: TypeRef,
}

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Form {
    /// How it is written.
    pub encoding: FormEncoding,
    /// Its fields: the required ones in the document's order, then the optional ones by name.
    pub fields: Vec<FormField>,
}

/// How a form is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FormEncoding {
    /// `multipart/form-data`.
    Multipart,
    /// `application/x-www-form-urlencoded`.
    UrlEncoded,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormField {
    /// Its name and type.
    pub field: Field,
    /// The media type of its part, where the document names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// How lists and objects are written, in forms that are not multipart.
    pub style: Style,
    /// Whether each value of a list, and each property of an object, is written separately.
    pub explode: bool,
}

/// The answer of a call that succeeded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Success {
    /// How the answer holds the value.
    pub opening: Opening,
    /// The type of the value, if there is one.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_ref: Option<TypeRef>,
    /// How the answer is a stream, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub streamed: Option<Streamed>,
    /// The forms of the answer, where it is one of several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<SuccessForm>,
    /// Whether a successful answer may also be empty.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub may_be_empty: bool,
    /// Whether the status 304 says that nothing has changed: an answer without a value, and no failure.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub may_be_unchanged: bool,
    /// Whether the operation answers with redirects and with nothing else: their `Location` is what a call is made for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_redirect: bool,
}

impl Success {
    /// Whether the answer can be read as a file: it is bytes, perhaps among other forms.
    #[must_use]
    pub fn may_be_a_file(&self) -> bool {
        self.opening == Opening::Raw || self.forms.iter().any(|form| form.opening == Opening::Raw)
    }
}

/// One of several forms of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SuccessForm {
    /// The statuses that it comes with: a status, a range such as `2XX`, or `default`.
    pub statuses: Vec<String>,
    /// The media types of its body.
    pub media_types: Vec<String>,
    /// How it holds its value.
    pub opening: Opening,
    /// The type of the value, if there is one.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_ref: Option<TypeRef>,
}

/// How an answer holds its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// The body is the value.
    Whole,
    /// The body is an envelope around the value.
    Result,
    /// The body is the value, and says itself whether the call succeeded.
    Success,
    /// There is no body.
    Nothing,
    /// The body is text.
    Text,
    /// The body is bytes of some media type.
    Raw,
    /// The body is a stream of values.
    Stream,
    /// The answer has one of several forms.
    OneOf,
}

/// The answer of a failed call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ErrorAnswer {
    /// The status, a range such as `4XX`, or `default`.
    pub status: String,
    /// The type of the body, where the document describes it.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_ref: Option<TypeRef>,
}

/// A header of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerHeader {
    /// Its name on the wire.
    pub header: String,
    /// Its name in Rust.
    pub name: Name,
    /// Its documentation.
    pub docs: Docs,
    /// The JSON pointer of its place in the document.
    pub pointer: JsonPointer,
    /// The type of its value.
    #[serde(rename = "type")]
    pub type_ref: TypeRef,
}

/// How an answer is a page of a list. The answer and the page in it are objects with named types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// The property of the answer that holds the page.
    pub container: String,
    /// The property of the page that holds the items.
    pub items: String,
    /// The property of the page that holds its number.
    pub number: String,
    /// The property of the page that holds how many items a page has.
    pub size: String,
    /// The query parameters that ask for a page.
    pub query: PageQuery,
}

/// The query parameters that ask for a page of a list, by their names on the wire. An operation that answers with pages
/// has them even if the document does not describe them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageQuery {
    /// The one that asks for a page by its number.
    pub number: String,
    /// The one that asks for a number of items.
    pub size: String,
}
