//! The API as the generator sees it: plain data, no tokens, no OpenAPI types.
//!
//! Its JSON form is snapshotted, so that tests show a change of the model before the change of the generated code.

mod api;
mod events;
pub mod exports;
mod graph_rules;
pub mod items;
mod name;
mod next_page;
mod operation;
mod pointer;
mod references;
mod scalar;
mod schema;
mod security;
mod server;
mod streamed;
mod text_format;
mod types;

pub use api::{Ambiguity, Api, Coverage, Envelope, Fault, Group, Omission, Package};
pub use events::{Event, Events};
pub use graph_rules::{GraphRules, ShareRules};
pub use name::Name;
pub use next_page::{FoundBy, NextPage};
pub use operation::{
    AnswerHeader, Body, BodyKind, ErrorAnswer, Form, FormEncoding, FormField, Opening, Operation, Page,
    PageQuery, Parameter, Place, SentItems, Serialization, Style, Success, SuccessForm,
};
pub use pointer::JsonPointer;
pub use references::reach;
pub use scalar::{IntegerFormat, Scalar};
pub use schema::{Constant, Described, Keyword, Property, Schema};
pub use security::{ClientCredentials, SecretPlace, Security, SecurityScheme, Tokens};
pub use server::{OperationServers, Server, ServerValues, ServerVariable};
pub use streamed::{Framing, ItemReading, Streamed};
pub use text_format::TextFormat;
pub use types::{
    AdditionalProperties, Definition, Docs, EnumType, EnumValue, Field, Presence, StructType, Tag, TupleRef,
    TypeRef, UnionType, Variant,
};
