//! The API as the generator sees it: plain data, no tokens, no OpenAPI types.
//!
//! Its JSON form is snapshotted, so that a change of the model shows before the change of the code made from it.

mod api;
mod name;
mod operation;
mod references;
mod scalar;
mod security;
mod types;

pub use api::{Api, Coverage, Envelope, Group, Omission, Package};
pub use name::{CatchAll, Name, Role};
pub use operation::{
    Body, BodyKind, ErrorAnswer, Form, FormEncoding, FormField, Opening, Operation, Page, PageQuery,
    Parameter, Place, Serialization, Style, Success,
};
pub use references::reach;
pub use scalar::{IntegerFormat, Scalar};
pub use security::{SecretPlace, Security, SecurityScheme};
pub use types::{
    AdditionalProperties, Definition, Docs, EnumType, Field, Presence, StructType, Tag, TypeRef, UnionType,
    Variant,
};
