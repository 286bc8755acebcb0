//! Objects with known properties.

use super::docs;
use super::ident::{ident, prefixed};
use super::type_ref::{allow_many, argument, initialiser, type_tokens};
use crate::model::{
    AdditionalProperties, Api, Definition, Field, Name, Presence, Scalar, StructType, TypeRef,
};
use proc_macro2::TokenStream;
use quote::quote;

/// A struct with its constructor, its setters, and its way from and to JSON.
pub(super) fn definition(api: &Api, name: &Name, structure: &StructType) -> TokenStream {
    let declared = declaration(name, structure);
    let made = constructor(name, structure);
    let conversions = conversions(api, name, structure);
    let json = json(name, structure);
    quote! { #declared #made #conversions #json }
}

/// The type of a field, absence included.
fn field_type(field: &Field) -> TokenStream {
    let plain = type_tokens(&field.type_ref, &TokenStream::new());
    match field.presence {
        Presence::Required => plain,
        Presence::Optional => quote!(Option<#plain>),
    }
}

fn additional_type(structure: &StructType) -> TokenStream {
    match &structure.additional {
        AdditionalProperties::Any => quote!(crate::AdditionalProperties),
        AdditionalProperties::Typed(type_ref) => {
            let value = type_tokens(type_ref, &TokenStream::new());
            quote!(::std::collections::BTreeMap<String, #value>)
        }
    }
}

fn declaration(name: &Name, structure: &StructType) -> TokenStream {
    let type_name = ident(name);
    let docs = docs::attributes(&structure.docs, &format!("The schema `{name}` of the API."));
    let fields = structure.fields.iter().map(|field| {
        let docs = docs::attributes(&field.docs, &format!("The property `{}`.", docs::code(&field.property)));
        let form = field.format.as_deref();
        let form = form.map(|form| docs::lines(&format!("\nFormat: `{}`.", docs::code(form))));
        let (name, field_type) = (ident(&field.name), field_type(field));
        quote! { #docs #form pub #name: #field_type, }
    });
    let additional = additional_type(structure);
    let default = structure.required().next().is_none().then(|| quote!(Default,));
    quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq)]
        #[non_exhaustive]
        pub struct #type_name {
            #(#fields)*
            /// Properties that the schema does not name, or that are null where it does not allow it. They are written back.
            pub additional_properties: #additional,
        }
    }
}

/// `new` takes what is required, and a `with_` method each of the rest.
fn constructor(name: &Name, structure: &StructType) -> TokenStream {
    let type_name = ident(name);
    let nowhere = TokenStream::new();
    let arguments = structure.required().map(|field| {
        let name = ident(&field.name);
        let (taken, _) = argument(&field.type_ref, &quote!(#name), &nowhere);
        quote!(#name: #taken)
    });
    let fields = structure.fields.iter().map(|field| {
        let name = ident(&field.name);
        match field.presence {
            Presence::Required => initialiser(&field.type_ref, &name, &nowhere),
            Presence::Optional => quote!(#name: None),
        }
    });
    let setters = structure.fields.iter().filter(|field| field.presence == Presence::Optional).map(|field| {
        let (setter, name) = (prefixed("with_", &field.name), ident(&field.name));
        let (taken, converted) = argument(&field.type_ref, &quote!(#name), &nowhere);
        let says = docs::lines(&format!("Sets the property `{}`.", docs::code(&field.property)));
        let deprecated = field.docs.deprecated.then(|| quote!(#[allow(deprecated)]));
        quote! {
            #says
            #deprecated
            #[must_use]
            pub fn #setter(mut self, #name: #taken) -> Self {
                self.#name = Some(#converted);
                self
            }
        }
    });
    let says = if structure.required().next().is_some() {
        "Makes one from its required properties."
    } else {
        "Makes one without any property."
    };
    let says = docs::lines(says);
    let allowed = allow_many(structure.required().count());
    quote! {
        impl #type_name {
            #says
            #allowed
            #[must_use]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#fields,)* additional_properties: Default::default() }
            }
            #(#setters)*
        }
    }
}

/// Conversions from the one thing that is required, so that `"next".into()` is an edge and what holds just an edge.
fn conversions(api: &Api, name: &Name, structure: &StructType) -> TokenStream {
    let Some(only) = sole(structure) else { return TokenStream::new() };
    let type_name = ident(name);
    let from = |from: TokenStream| {
        quote! {
            impl From<#from> for #type_name {
                fn from(value: #from) -> Self {
                    Self::new(value)
                }
            }
        }
    };
    let mut conversions = TokenStream::new();
    if let TypeRef::Named(_) = &only.type_ref {
        conversions.extend(from(type_tokens(&only.type_ref, &TokenStream::new())));
    }
    if is_from_text(api, &only.type_ref, 0) {
        conversions.extend(from(quote!(&str)));
        conversions.extend(from(quote!(String)));
    }
    conversions
}

/// The one required field of a struct that is not told apart by a tag.
fn sole(structure: &StructType) -> Option<&Field> {
    let mut required = structure.required();
    let only = required.next()?;
    (required.next().is_none() && structure.tag.is_none()).then_some(only)
}

/// Whether a text can be converted into the type.
fn is_from_text(api: &Api, type_ref: &TypeRef, depth: usize) -> bool {
    match type_ref {
        TypeRef::Scalar(Scalar::String) => true,
        // Recursive types end here: no chain that a person would convert is this long.
        TypeRef::Named(name) if depth < 8 => match api.types.get(name) {
            Some(Definition::Struct(inner)) => {
                sole(inner).is_some_and(|only| is_from_text(api, &only.type_ref, depth + 1))
            }
            Some(Definition::Enum(_)) => true,
            _ => false,
        },
        _ => false,
    }
}

/// How the struct is read from and written to JSON. The methods of all types ask to be inlined: objects stand in objects,
/// and a list of small ones is read and written a tenth faster for it.
fn json(name: &Name, structure: &StructType) -> TokenStream {
    let type_name = ident(name);
    let read = read_fields(structure);
    let write = write_fields(structure);
    let properties = properties(structure);
    quote! {
        impl crate::json::Object for #type_name {
            const PROPERTIES: &'static [&'static str] = &[#(#properties),*];

            #read

            #[inline]
            fn write_object<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                #write
            }
        }

        crate::json::implement_object!(#type_name);
        crate::json::implement_serde!(#type_name);
    }
}

/// The properties that the struct has a place for.
fn properties(structure: &StructType) -> Vec<&str> {
    let fields = structure.fields.iter().map(|field| &field.property);
    fields.chain(structure.tag.iter().map(|tag| &tag.property)).map(String::as_str).collect()
}

fn read_fields(structure: &StructType) -> TokenStream {
    let names: Vec<_> = structure.fields.iter().map(|field| ident(&field.name)).collect();
    // Led in, so that a property called `fields` does not hide what reads it.
    let variable = |field: &Field| prefixed("field_", &field.name);
    let variables: Vec<_> = structure.fields.iter().map(variable).collect();
    let properties: Vec<_> = structure.fields.iter().map(|field| field.property.as_str()).collect();
    let required: Vec<_> = structure.required().map(variable).collect();
    let required_properties: Vec<_> = structure.required().map(|field| field.property.as_str()).collect();
    let arms = structure.fields.iter().map(|field| {
        let (property, variable) = (&field.property, variable(field));
        match field.presence {
            Presence::Required => quote!(#property => fields.required(#property, &mut #variable),),
            Presence::Optional => quote!(#property => fields.optional(#property, &mut #variable),),
        }
    });
    let (tag_arm, tag_demand) = match &structure.tag {
        Some(tag) => {
            let (property, value) = (&tag.property, &tag.value);
            (
                quote!(#property => fields.constant(#property, #value),),
                quote!(fields.demand_constant(#property);),
            )
        }
        None => Default::default(),
    };
    let (begin, keep, rest, give_back) = match structure.additional {
        AdditionalProperties::Any => (quote!(), quote!(fields.keep(name)), quote!(fields.rest()), quote!()),
        AdditionalProperties::Typed(_) => (
            quote!(let mut additional_properties = ::std::collections::BTreeMap::new();),
            quote!(fields.keep_typed(name, &mut additional_properties)),
            quote!(additional_properties),
            quote!(fields.put_all_back(additional_properties);),
        ),
    };
    let made = quote! {
        *slot = Some(Self {
            #(#names: #variables,)*
            additional_properties: #rest,
        });
    };
    let misfit = quote! {
        #(fields.put_back(#properties, #variables);)*
        #give_back
        fields.misfit(&[#(#required_properties),*])
    };
    let finished = if required.is_empty() {
        quote! {
            if fields.fits() {
                #made
                return Ok(crate::json::Reading::Fits);
            }
            #misfit
        }
    } else {
        quote! {
            match (#(#required,)*) {
                (#(Some(#required),)*) if fields.fits() => {
                    #made
                    Ok(crate::json::Reading::Fits)
                }
                (#(#required,)*) => { #misfit }
            }
        }
    };
    quote! {
        #[inline]
        fn read_fields<'de, A: ::serde::de::MapAccess<'de>>(
            fields: &mut crate::json::Fields<'de, A>,
            slot: &mut Option<Self>,
        ) -> Result<crate::json::Reading, A::Error> {
            #(let mut #variables = None;)*
            #begin
            while let Some(name) = fields.next_name()? {
                match &*name {
                    #(#arms)*
                    #tag_arm
                    _ => #keep,
                }?;
            }
            #tag_demand
            #finished
        }
    }
}

fn write_fields(structure: &StructType) -> TokenStream {
    let tag = structure.tag.iter().map(|tag| {
        let (property, value) = (&tag.property, &tag.value);
        quote!(object.constant(#property, #value)?;)
    });
    let writes = structure.fields.iter().map(|field| {
        let (property, name) = (&field.property, ident(&field.name));
        match field.presence {
            Presence::Required => quote!(object.required(#property, &self.#name)?;),
            Presence::Optional => quote!(object.optional(#property, &self.#name)?;),
        }
    });
    let (rest, finish) = match structure.additional {
        AdditionalProperties::Any => (
            quote!(Some(&self.additional_properties)),
            quote!(object.finish(<Self as crate::json::Object>::PROPERTIES)),
        ),
        AdditionalProperties::Typed(_) => (
            quote!(None),
            quote!(
                object.finish_typed(<Self as crate::json::Object>::PROPERTIES, &self.additional_properties)
            ),
        ),
    };
    let mutable = (!properties(structure).is_empty()).then(|| quote!(mut));
    quote! {
        let #mutable object = crate::json::ObjectWriter::new(serializer, #rest)?;
        #(#tag)*
        #(#writes)*
        #finish
    }
}
