//! The functions that make a value of a struct, and those that set one field of it.

use super::ident::{ident, word};
use super::type_ref::{Twice, allow_many, converted, declared, initialiser, taken, type_here};
use super::{docs, sentences};
use crate::model::items::{Argument, Constructor, ConvertedFrom, Function, NamedArguments, StructItem};
use crate::model::{Field, Name, Presence, StructType};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The constructor of a struct, its setters, and its conversions; nothing for a type that is only received.
pub(super) fn of_struct(name: &Name, structure: &StructType, offered: &StructItem) -> TokenStream {
    let Some(constructor) = &offered.constructor else { return TokenStream::new() };
    let type_name = ident(name);
    let optional = structure.fields.iter().filter(|field| field.presence == Presence::Optional);
    let setters = offered.setters.iter().zip(optional).map(|(setter, field)| {
        let (method, name) = (ident(&setter.method), ident(&setter.argument.name));
        let declared = declared(&setter.argument, &TokenStream::new());
        let converted = converted(&setter.argument, Twice::Returned);
        let docs = docs::lines(&format!("Sets the property `{}`.", docs::code(&field.property)));
        let deprecated = field.docs.deprecated.then(|| quote!(#[allow(deprecated)]));
        let returned = Returned { is_fallible: setter.argument.conversion.is_fallible() };
        let (attributes, returns, result) =
            (returned.attributes(), returned.text(), returned.wrap(&quote!(self)));
        quote! {
            #docs
            #attributes
            #deprecated
            pub fn #method(mut self, #declared) -> #returns {
                self.#name = Some(#converted);
                #result
            }
        }
    });
    let new = new(structure, constructor);
    let named = constructor.named.as_ref().map(|named| named_arguments(name, structure, constructor, named));
    let conversions = offered.conversions.iter().map(|from| conversion(name, &constructor.function, from));
    quote! {
        impl #type_name {
            #new
            #(#setters)*
        }
        #named
        #(#conversions)*
    }
}

/// What a function returns that makes a value, or changes one.
#[derive(Clone, Copy)]
pub(super) struct Returned {
    /// Whether an argument may be refused.
    pub(super) is_fallible: bool,
}

impl Returned {
    pub(super) fn text(self) -> TokenStream {
        if self.is_fallible { quote!(Result<Self, crate::Error>) } else { quote!(Self) }
    }

    pub(super) fn wrap(self, value: &TokenStream) -> TokenStream {
        if self.is_fallible { quote!(Ok(#value)) } else { value.clone() }
    }

    /// The documentation of errors, or else what makes the compiler say that the value is not used.
    pub(super) fn attributes(self) -> TokenStream {
        match self.is_fallible {
            true => docs::lines(
                "\n# Errors\n\n[`Error::InvalidRequest`](crate::Error::InvalidRequest) where a name is given twice: one of the two would be lost.",
            ),
            false => quote!(#[must_use]),
        }
    }
}

/// The function `new`.
fn new(structure: &StructType, constructor: &Constructor) -> TokenStream {
    let Function { name, arguments } = &constructor.function;
    let name = ident(name);
    let fields = structure.fields.iter().map(|field| initial(field, constructor));
    let returned = Returned { is_fallible: constructor.function.is_fallible() };
    let (attributes, returns) = (returned.attributes(), returned.text());
    let made = returned.wrap(&quote!(Self { #(#fields,)* additional_properties: Default::default() }));
    let docs = docs::lines(match arguments.as_slice() {
        [] => "Makes one without any property.",
        _ => "Makes one from what it must have.",
    });
    let (allowed, taken, bound) = match &constructor.named {
        Some(named) => {
            let struct_name = ident(&named.name);
            let names = arguments.iter().map(|argument| ident(&argument.name));
            let taken = by_name(arguments, named);
            (None, quote!(values: #taken), quote!(let #struct_name { #(#names),* } = values;))
        }
        None => {
            let declared = arguments.iter().map(|argument| declared(argument, &TokenStream::new()));
            (allow_many(arguments.len()), quote!(#(#declared),*), TokenStream::new())
        }
    };
    quote! {
        #docs
        #attributes
        #allowed
        pub fn #name(#taken) -> #returns {
            #bound
            #made
        }
    }
}

/// The initialiser of a field: from its argument, empty, or absent.
fn initial(field: &Field, constructor: &Constructor) -> TokenStream {
    let argument = constructor.function.arguments.iter().find(|argument| argument.name == field.name);
    let name = ident(&field.name);
    match (argument, field.presence) {
        (Some(argument), Presence::Required) => initialiser(argument, Twice::Returned),
        (Some(argument), Presence::Optional) => {
            let converted = converted(argument, Twice::Returned);
            quote!(#name: Some(#converted))
        }
        (None, _) if constructor.empty.contains(&field.name) => quote!(#name: Some(Default::default())),
        (None, _) => quote!(#name: None),
    }
}

/// The struct of named arguments, with what callers may pass for each.
fn by_name(arguments: &[Argument], named: &NamedArguments) -> TokenStream {
    let name = ident(&named.name);
    let converted = arguments.iter().zip(&named.parameters).filter(|(_, parameter)| parameter.is_some());
    let taken: Vec<TokenStream> =
        converted.map(|(argument, _)| taken(argument, &TokenStream::new())).collect();
    if taken.is_empty() { quote!(#name) } else { quote!(#name<#(#taken),*>) }
}

/// The struct by which the constructor takes its arguments, and the conversion from it.
fn named_arguments(
    made: &Name,
    structure: &StructType,
    constructor: &Constructor,
    named: &NamedArguments,
) -> TokenStream {
    let (name, made) = (ident(&named.name), ident(made));
    let parameters: Vec<Ident> = named.parameters.iter().flatten().map(ident).collect();
    let generics = (!parameters.is_empty()).then(|| quote!(<#(#parameters),*>));
    let arguments = &constructor.function.arguments;
    let fields = arguments.iter().zip(&named.parameters).map(|(argument, parameter)| {
        let field = structure.fields.iter().find(|field| field.name == argument.name);
        let docs = field.map(sentences::of_field);
        let (name, held) = (
            ident(&argument.name),
            match parameter {
                Some(parameter) => {
                    let parameter = ident(parameter);
                    quote!(#parameter)
                }
                None => type_here(&argument.type_ref),
            },
        );
        quote!(#docs pub #name: #held,)
    });
    let docs = docs::lines(&format!(
        "What [`{made}::new`] takes. The arguments have names, because the compiler would not notice if two of one type \
         were swapped."
    ));
    let conversion = (!constructor.function.is_fallible()).then(|| {
        let bounds = arguments.iter().zip(&named.parameters).filter_map(|(argument, parameter)| {
            let (parameter, bound) = (ident(parameter.as_ref()?), bound(argument));
            Some(quote!(#parameter: #bound))
        });
        let bounds: Vec<TokenStream> = bounds.collect();
        let bounds = (!bounds.is_empty()).then(|| quote!(<#(#bounds),*>));
        quote! {
            impl #bounds From<#name #generics> for #made {
                fn from(values: #name #generics) -> Self {
                    Self::new(values)
                }
            }
        }
    });
    let derives = ["Clone", "Debug"].map(word);
    quote! {
        #docs
        #[derive(#(#derives),*)]
        pub struct #name #generics {
            #(#fields)*
        }
        #conversion
    }
}

/// What a type parameter must be able to do to be passed for an argument.
fn bound(argument: &Argument) -> TokenStream {
    // Without the word `impl` before it.
    taken(argument, &TokenStream::new()).into_iter().skip(1).collect()
}

/// A conversion from the only thing that is needed.
fn conversion(name: &Name, constructor: &Function, from: &ConvertedFrom) -> TokenStream {
    let (type_name, constructor) = (ident(name), ident(&constructor.name));
    let from = match from {
        ConvertedFrom::Str => quote!(&str),
        ConvertedFrom::Value(type_ref) => type_here(type_ref),
    };
    quote! {
        impl From<#from> for #type_name {
            fn from(value: #from) -> Self {
                Self::#constructor(value)
            }
        }
    }
}
