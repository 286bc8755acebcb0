//! The rules: the effect of each kind of change on the wire.
//!
//! Their effect on the source is not written here: it comes from the public APIs of the two crates (`public_api.rs`), so it
//! cannot be wrong about the generated code.

use super::verdict::Wire;

/// A rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name in all output.
    pub id: &'static str,
    /// Its effect on programs that are already built.
    pub wire: Wire,
    /// The changes that fall under it, and the reason for the effect.
    pub meaning: &'static str,
}

macro_rules! rules {
    ($($name:ident: $id:literal, $wire:ident, $meaning:literal;)*) => {
        $(
            #[doc = $meaning]
            pub static $name: Rule = Rule { id: $id, wire: Wire::$wire, meaning: $meaning };
        )*

        /// All rules.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    // The service as a whole.
    SERVER_CHANGED: "server-changed", Breaking, "requests go to another address";
    AUTHENTICATION_CHANGED: "authentication-changed", Breaking, "secrets that were enough no longer are, or are sent in another place";
    AUTHENTICATION_ADDED: "authentication-added", Compatible, "there is another way to authenticate";

    // Operations.
    OPERATION_REMOVED: "operation-removed", Breaking, "an operation is gone";
    OPERATION_ADDED: "operation-added", Compatible, "an operation is new";
    OPERATION_MOVED: "operation-moved", Breaking, "an operation has another method or path";
    OPERATION_RENAMED: "operation-renamed", Compatible, "an operation has another name in the crate";
    GROUP_RENAMED: "group-renamed", Compatible, "an operation belongs to another group";
    SUCCESS_STATUS_CHANGED: "success-status-changed", Breaking, "success may have an unexpected status";
    SUCCESS_STATUS_REMOVED: "success-status-removed", Compatible, "success has fewer statuses, all of them known before";
    ERROR_STATUS_CHANGED: "error-status-changed", Compatible, "other failures are described; any failure was an error before";
    RESPONSE_MEDIA_TYPE_CHANGED: "response-media-type-changed", Breaking, "a response has a body of another media type";
    REQUEST_MEDIA_TYPE_ADDED: "request-media-type-added", Compatible, "a request can be sent with a body of another media type, too";
    REQUEST_MEDIA_TYPE_REMOVED: "request-media-type-removed", Breaking, "a body of a media type is refused; another one can still be sent";
    RESPONSE_STREAM_ADDED: "response-stream-added", Compatible, "a response can be read as a stream, too";
    RESPONSE_STREAM_REMOVED: "response-stream-removed", Breaking, "a response no longer comes as a stream";
    REQUEST_MEDIA_TYPE_CHANGED: "request-media-type-changed", Breaking, "a request has a body of another media type";

    // What a request holds: parameters, properties, the body itself.
    REQUEST_REQUIRED_ADDED: "request-required-added", Breaking, "something new must be sent";
    REQUEST_OPTIONAL_ADDED: "request-optional-added", Compatible, "something new can be sent";
    REQUEST_BECAME_REQUIRED: "request-became-required", Breaking, "an optional part of a request became required";
    REQUEST_BECAME_OPTIONAL: "request-became-optional", Compatible, "a required part of a request became optional";
    REQUEST_REMOVED: "request-removed", Flagged, "a part of a request is no longer described; the service may ignore or refuse it";
    PARAMETER_STYLE_CHANGED: "parameter-style-changed", Breaking, "a parameter is written in another way";
    REQUEST_DEFAULT_CHANGED: "request-default-changed", Flagged, "leaving something out means something else";

    // What a value in a request may be.
    REQUEST_TYPE_NARROWED: "request-type-narrowed", Breaking, "values of a type that was allowed are refused";
    REQUEST_TYPE_WIDENED: "request-type-widened", Compatible, "values of more types are allowed";
    REQUEST_TYPE_CHANGED: "request-type-changed", Breaking, "a value of another type is wanted";
    REQUEST_VALUE_ADDED: "request-value-added", Compatible, "an enum has a new value";
    REQUEST_VALUE_REMOVED: "request-value-removed", Breaking, "a value of an enum is refused";
    REQUEST_VARIANT_ADDED: "request-variant-added", Compatible, "a union has a new variant";
    REQUEST_VARIANT_REMOVED: "request-variant-removed", Breaking, "a variant of a union is refused";
    REQUEST_NULL_FORBIDDEN: "request-null-forbidden", Breaking, "null is refused";
    REQUEST_NULL_ALLOWED: "request-null-allowed", Compatible, "null is allowed";
    REQUEST_CONSTRAINT_TIGHTENED: "request-constraint-tightened", Breaking, "values that were in bounds are refused";
    REQUEST_CONSTRAINT_LOOSENED: "request-constraint-loosened", Compatible, "values that were out of bounds are allowed";

    // What a response holds.
    RESPONSE_PROPERTY_ADDED: "response-property-added", Compatible, "a response has a new property, which old crates keep among the additional ones";
    RESPONSE_REQUIRED_REMOVED: "response-required-removed", Breaking, "a required property of a response is gone";
    RESPONSE_OPTIONAL_REMOVED: "response-optional-removed", Compatible, "an optional property of a response is gone";
    RESPONSE_BECAME_OPTIONAL: "response-became-optional", Breaking, "a required property of a response became optional";
    RESPONSE_BECAME_REQUIRED: "response-became-required", Compatible, "an optional property of a response became required";
    RESPONSE_DEFAULT_CHANGED: "response-default-changed", Compatible, "a default is only described; the crate fills in none";

    // What a value in a response may be.
    RESPONSE_TYPE_NARROWED: "response-type-narrowed", Compatible, "a response has values of fewer types";
    RESPONSE_TYPE_WIDENED: "response-type-widened", Breaking, "a response may have a value of an unexpected type";
    RESPONSE_OPEN_TYPE_WIDENED: "response-open-type-widened", Compatible, "an enum or a union, which can hold any value already, became a wider type";
    RESPONSE_TYPE_CHANGED: "response-type-changed", Breaking, "a response has a value of another type";
    RESPONSE_VALUE_ADDED: "response-value-added", Compatible, "an enum has a new value; enums are open";
    RESPONSE_VALUE_REMOVED: "response-value-removed", Compatible, "an enum lost a value";
    RESPONSE_VALUES_REPLACED: "response-values-replaced", Breaking, "a response has none of the values that it had, so what was true of it no longer is";
    RESPONSE_VARIANT_ADDED: "response-variant-added", Compatible, "a union has a new variant; unions are open";
    RESPONSE_VARIANT_REMOVED: "response-variant-removed", Compatible, "a union lost a variant";
    RESPONSE_NULL_ALLOWED: "response-null-allowed", Breaking, "a value that was never null may be null";
    RESPONSE_OPTIONAL_NULL_ALLOWED: "response-optional-null-allowed", Compatible, "an optional value may be null, which is read as absent";
    RESPONSE_NULL_FORBIDDEN: "response-null-forbidden", Compatible, "a value that could be null never is";
    RESPONSE_CONSTRAINT_TIGHTENED: "response-constraint-tightened", Compatible, "values stay within narrower bounds";
    RESPONSE_CONSTRAINT_LOOSENED: "response-constraint-loosened", Flagged, "values may be out of the bounds that they had; the crate checks none";

    // Both sides.
    UNION_REORDERED: "union-reordered", Breaking, "the variants of an untagged union, which are tried in order, have another order";
    UNION_OVERLAPS: "union-overlaps", Breaking, "two variants of an untagged union can no longer be distinguished";
    TAG_CHANGED: "tag-changed", Breaking, "another property distinguishes the variants of a union";
    TAG_VALUE_CHANGED: "tag-value-changed", Breaking, "another value of the tag selects a variant of a union";
    FORMAT_CHANGED: "format-changed", Flagged, "text or a number has another format; its values are still read, their meaning may be another";
    DEPRECATED: "deprecated", Compatible, "something should no longer be used";
    UNDEPRECATED: "undeprecated", Compatible, "something may be used again";

    // Changes that only the public API of the crate shows.
    TYPE_RENAMED: "type-renamed", Compatible, "a type has another name in the crate";
    TYPE_ADDED: "type-added", Compatible, "the crate has a new type";
    TYPE_REMOVED: "type-removed", Compatible, "the crate lost a type";
    TRAIT_LOST: "trait-lost", Compatible, "a type no longer implements a trait";
    TRAIT_GAINED: "trait-gained", Compatible, "a type implements another trait";
    ARGUMENTS_REORDERED: "arguments-reordered", Compatible, "a function takes the same arguments in another order";
    API_CHANGED: "api-changed", Compatible, "an item of the crate changed";
    TEXT_ONLY: "text-only", Compatible, "descriptions, examples and other text that affects neither the wire nor the crate's types";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_has_an_id_of_its_own_in_kebab_case() {
        let ids: BTreeSet<&str> = ALL.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), ALL.len());
        assert!(ids.iter().all(|id| id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
    }
}
