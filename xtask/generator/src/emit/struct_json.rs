//! How objects with known properties are read from and written to JSON.

use super::ident::{field_variable, ident};
use super::schema_data;
use crate::model::{AdditionalProperties, Constant, Field, Name, Presence, StructType, Tag};
use proc_macro2::TokenStream;
use quote::quote;

/// How the struct is read from and written to JSON. The methods of all types are `#[inline]`: objects are nested, and
/// lists of small ones are read and written about 10% faster.
pub(super) fn json(name: &Name, structure: &StructType) -> TokenStream {
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

/// The properties that the struct knows.
fn properties(structure: &StructType) -> Vec<&str> {
    let fields = structure.fields.iter().map(|field| &field.property);
    fields.chain(structure.tag.iter().map(|tag| &tag.property)).map(String::as_str).collect()
}

fn read_fields(structure: &StructType) -> TokenStream {
    let variables = structure.fields.iter().map(|field| field_variable(&field.name));
    let has_typed_rest = matches!(structure.additional, AdditionalProperties::Typed(_));
    let arms = structure.fields.iter().map(|field| {
        let (property, variable) = (&field.property, field_variable(&field.name));
        match field.presence {
            Presence::Required => quote!(#property => fields.required(#property, &mut #variable),),
            Presence::Optional if has_typed_rest => {
                quote!(#property => fields.optional_value(#property, &mut #variable),)
            }
            Presence::Optional => quote!(#property => fields.optional(#property, &mut #variable),),
        }
    });
    let (tag_arm, tag_demand) = match &structure.tag {
        Some(tag) => {
            let (property, value) = (&tag.property, tag_value(tag));
            let read = match tag.open {
                true => quote!(fields.open_constant(#property, #value.into())),
                false => quote!(fields.constant(#property, #value)),
            };
            (quote!(#property => #read,), quote!(fields.demand_constant(#property);))
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
    let finished = finish(structure, &rest, &give_back);
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

/// What makes the value of the fields that were read, or says that they do not fit.
fn finish(structure: &StructType, rest: &TokenStream, give_back: &TokenStream) -> TokenStream {
    let variable = |field: &Field| field_variable(&field.name);
    let names = structure.fields.iter().map(|field| ident(&field.name));
    let variables: Vec<_> = structure.fields.iter().map(variable).collect();
    let properties = structure.fields.iter().map(|field| field.property.as_str());
    let required: Vec<_> = structure.required().map(variable).collect();
    let required_properties = structure.required().map(|field| field.property.as_str());
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
    if required.is_empty() {
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
    }
}

/// The value of a tag: text as it is, and any other as the crate knows constants.
fn tag_value(tag: &Tag) -> TokenStream {
    match &tag.value {
        Constant::String(text) => quote!(#text),
        other => {
            let constant = schema_data::constant(other);
            quote!({
                use crate::json;
                #constant
            })
        }
    }
}

fn write_fields(structure: &StructType) -> TokenStream {
    let tag = structure.tag.iter().map(|tag| {
        let (property, value) = (&tag.property, tag_value(tag));
        match tag.open {
            true => quote!(object.open_constant(#property, #value)?;),
            false => quote!(object.constant(#property, #value)?;),
        }
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
