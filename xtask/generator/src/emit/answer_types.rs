//! Answers that have one of several forms: a type with a variant for each, and how answers are read and written.

use super::docs;
use super::ident::ident;
use super::type_ref::type_anywhere;
use crate::model::items::AnswerType;
use crate::model::{Group, Opening, Operation, SuccessForm};
use proc_macro2::TokenStream;
use quote::quote;

/// The codec that reads a value and writes it for mock servers.
pub(super) fn codec_of(opening: Opening, is_optional: bool) -> TokenStream {
    match (opening, is_optional) {
        (Opening::Whole, false) => quote!(answer::whole()),
        (Opening::Result, false) => quote!(answer::result()),
        (Opening::Success, false) => quote!(answer::success()),
        (Opening::Whole, true) => quote!(answer::whole_if_any()),
        (Opening::Result, true) => quote!(answer::result_if_any()),
        (Opening::Success, true) => quote!(answer::success_if_any()),
        (Opening::Nothing | Opening::Stream | Opening::OneOf, _) => quote!(answer::nothing()),
        (Opening::Text, false) => quote!(answer::text()),
        (Opening::Raw, false) => quote!(answer::raw()),
        (Opening::Text, true) => quote!(answer::text_if_any()),
        (Opening::Raw, true) => quote!(answer::raw_if_any()),
    }
}

/// The codec of the type, or of an `Option` of it.
pub(super) fn codec(answer: &AnswerType, is_optional: bool) -> TokenStream {
    let name = ident(&answer.name);
    if is_optional { quote!(#name::codec_if_any()) } else { quote!(#name::codec()) }
}

/// The type, with its codec.
pub(super) fn definition(
    group: &Group,
    operation: &Operation,
    answer: &AnswerType,
    is_optional: bool,
) -> TokenStream {
    let name = ident(&answer.name);
    let docs = docs::lines(&format!(
        "An answer of [`{0}::{1}`]: its form depends on the status and the media type.",
        group.type_name, operation.name
    ));
    let variants = operation.success.forms.iter().zip(&answer.variants).map(|(form, (variant, held))| {
        let (docs, variant, held) = (variant_docs(form), ident(variant), type_anywhere(held));
        quote!(#docs #variant(#held),)
    });
    let (forms, codec) = (described(&operation.success.forms), codec_function(is_optional));
    let (reading, writing) = (reading(operation, answer), writing(operation, answer));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }

        impl #name {
            const FORMS: &[crate::answer_forms::AnswerForm] = #forms;

            #reading
            #writing
            #codec
        }
    }
}

/// What the runtime is told of the forms.
fn described(forms: &[SuccessForm]) -> TokenStream {
    let described = forms.iter().map(|SuccessForm { statuses, media_types, .. }| {
        quote!(crate::answer_forms::AnswerForm {
            statuses: &[#(#statuses),*],
            media_types: &[#(#media_types),*]
        })
    });
    quote!(&[#(#described),*])
}

/// The function that reads an answer.
fn reading(operation: &Operation, answer: &AnswerType) -> TokenStream {
    let last = answer.variants.len().saturating_sub(1);
    let forms = operation.success.forms.iter().zip(&answer.variants);
    let arms = forms.enumerate().map(|(index, (form, (variant, _)))| {
        let (variant, codec) = (ident(variant), codec_of(form.opening, false));
        // The last one stands for all numbers that do not occur.
        let pattern = if index == last { quote!(_) } else { quote!(#index) };
        quote!(#pattern => (#codec.read)(answer).map(Self::#variant),)
    });
    quote! {
        fn read(answer: &crate::response::Answer) -> Result<Self, answer::Refusal> {
            match crate::answer_forms::index_of(Self::FORMS, answer) {
                #(#arms)*
            }
        }
    }
}

/// The functions that write an answer for mock servers.
fn writing(operation: &Operation, answer: &AnswerType) -> TokenStream {
    let forms = operation.success.forms.iter().zip(&answer.variants);
    let bodies = forms.map(|(form, (variant, _))| {
        let (variant, codec) = (ident(variant), codec_of(form.opening, false));
        quote!(Self::#variant(value) => (#codec.write)(value),)
    });
    let indices = answer.variants.iter().enumerate().map(|(index, (variant, _))| {
        let variant = ident(variant);
        quote!(Self::#variant(_) => #index,)
    });
    quote! {
        #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
        fn write(&self) -> ::serde_json::Result<::bytes::Bytes> {
            match self {
                #(#bodies)*
            }
        }

        #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
        fn head(&self) -> answer::Head {
            let index = match self {
                #(#indices)*
            };
            crate::answer_forms::head_of(Self::FORMS, index)
        }
    }
}

/// The function that makes the codec.
fn codec_function(is_optional: bool) -> TokenStream {
    match is_optional {
        true => quote! {
            pub(crate) const fn codec_if_any() -> answer::Codec<Option<Self>> {
                answer::codec!(
                    |answer| answer::if_any(answer, Self::read),
                    |value| answer::write_if_any(value, Self::write),
                    |value| value.as_ref().map_or(answer::Head::EMPTY, Self::head)
                )
            }
        },
        false => quote! {
            pub(crate) const fn codec() -> answer::Codec<Self> {
                answer::codec!(Self::read, Self::write, Self::head)
            }
        },
    }
}

/// What comes with a form.
fn variant_docs(form: &SuccessForm) -> TokenStream {
    let quoted = |words: &[String]| {
        let words: Vec<String> = words.iter().map(|word| format!("`{}`", docs::code(word))).collect();
        words.join(" or ")
    };
    docs::lines(&format!("Status {}, {}.", quoted(&form.statuses), quoted(&form.media_types)))
}
