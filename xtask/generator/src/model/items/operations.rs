//! The operations of the API as items, with the plan of each request and its answer.

use super::{Argument, Condition, Setter, Source};
use crate::model::{Name, Opening, TypeRef};
use serde::Serialize;

/// A group of operations: the accessor of the client, and the type that has the methods.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupItem {
    /// The features that it needs to be compiled.
    #[serde(skip_serializing_if = "Condition::is_always")]
    pub condition: Condition,
    /// Whether it has a module `types`, for the types that its operations use. Types that it shares with other groups are
    /// exported there, so that their paths stay when another group begins to use them.
    pub has_types: bool,
    /// The types in that module that other groups use as well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shared_types: Vec<Name>,
    /// Whether it has a private module `arguments`, for bodies that it alone uses.
    pub has_bodies: bool,
    /// Whether the group's type is also found at the crate's root.
    pub is_at_root: bool,
    /// The arguments of the accessor.
    pub arguments: Vec<Argument>,
    /// The operations, in the order of [`Group::operations`](crate::model::Group::operations).
    pub operations: Vec<OperationItem>,
}

/// An operation: the method that calls it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperationItem {
    /// The arguments of the method, each with the part of the request that it is for.
    pub arguments: Vec<(Argument, Source)>,
    /// The name of what the method returns: a type of its own if there are optional arguments, and otherwise an alias of
    /// `Request<T>`. So the method returns what it did when the first optional argument is added.
    pub request_name: Name,
    /// The type of that name, if there are optional arguments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_type: Option<RequestType>,
    /// The request.
    pub request: RequestPlan,
    /// The answer.
    pub answer: AnswerPlan,
}

/// The builder type of a request, with a setter for each optional argument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestType {
    /// The methods that set optional arguments.
    pub setters: Vec<Setter>,
    /// Whether callers can add parts to the form that the document does not name.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub takes_more_parts: bool,
}

/// What a request sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RequestPlan {
    /// The name of the transport's method that makes the request, unique among all groups.
    pub transport_method: Name,
    /// How each parameter is sent, in the order of [`Operation::parameters`](crate::model::Operation::parameters).
    pub parameters: Vec<ParameterPlan>,
    /// How the body is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyPlan>,
}

/// How a parameter is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParameterPlan {
    /// Where its value comes from.
    pub passed: Passed,
    /// How the transport takes it.
    pub transported: Transported,
    /// Its name in the transport.
    pub transport_name: String,
}

/// Where the value of a parameter comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Passed {
    /// The accessor of the group took it, and the group's type holds it in this field.
    ByAccessor(Name),
    /// It is an argument of the method.
    ByMethod,
    /// It is set on the request type.
    BySetter,
}

/// How the transport takes a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Transported {
    /// As a number.
    Integer,
    /// As a boolean.
    Boolean,
    /// As a list of strings.
    Texts,
    /// As text.
    Text,
    /// As text that is encoded already, in a path.
    Encoded,
    /// Not at all: the runtime adds it to the request.
    Not,
}

/// How a request's body is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BodyPlan {
    /// Whether the transport takes it. If not, the runtime adds it to the request.
    pub is_transported: bool,
    /// Whether it is set on the request type as a whole, or left out.
    pub is_optional: bool,
    /// The properties that need not be present, but are written empty unless they are set.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub empty: Vec<Name>,
    /// The property that is `true`, since the method asks for a stream.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub switched_on: Option<Name>,
}

/// The answer of a call that succeeded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerPlan {
    /// How the answer holds the value.
    pub opening: Opening,
    /// The type of the value, if there is one that is not made for the answer.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_ref: Option<TypeRef>,
    /// Whether there may be an answer without a value, so that callers get an `Option`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_optional: bool,
    /// The type that has a variant for each form, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_of: Option<AnswerType>,
}

/// The type of an answer that has one of several forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AnswerType {
    /// Its name.
    pub name: Name,
    /// A variant for each of [`Success::forms`](crate::model::Success::forms): its name, and the type of its value.
    pub variants: Vec<(Name, TypeRef)>,
    /// Whether it is made for another method of the operation, which sends another body.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_of_another: bool,
}
