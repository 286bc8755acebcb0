//! The functions that make a value of a struct, and those that set one field of it.

use super::code::Code;
use super::file::Part;
use super::ident::{ident, word};
use super::type_ref::{
    HERE, MANY, Twice, converted_text, declared_text, initialiser_text, taken, taken_text, type_here,
    type_text,
};
use super::{docs, sentences};
use crate::model::items::{
    Argument, Constructor, ConvertedFrom, Function, NamedArguments, Setter, StructItem,
};
use crate::model::{Field, Name, Presence, StructType};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The constructor of a struct, its setters, and its conversions; nothing for a type that is only received.
pub(super) fn of_struct(name: &Name, structure: &StructType, offered: &StructItem) -> Vec<Part> {
    let Some(constructor) = &offered.constructor else { return Vec::new() };
    let mut parts = vec![functions(name, structure, constructor, &offered.setters)];
    if let Some(named) = &constructor.named {
        parts.push(Part::Tokens(named_arguments(name, structure, constructor, named)));
    }
    let conversions = offered.conversions.iter().map(|from| conversion(name, &constructor.function, from));
    parts.extend(conversions);
    parts
}

fn functions(name: &Name, structure: &StructType, constructor: &Constructor, setters: &[Setter]) -> Part {
    let mut code = Code::default();
    code.line(0, &format!("impl {name} {{"));
    new(&mut code, structure, constructor);
    let optional = structure.fields.iter().filter(|field| field.presence == Presence::Optional);
    for (setter, field) in setters.iter().zip(optional) {
        code.blank();
        set(&mut code, setter, field);
    }
    code.line(0, "}");
    let is_fallible = constructor.function.is_fallible()
        || setters.iter().any(|setter| setter.argument.conversion.is_fallible());
    if is_fallible { code.unformatted() } else { code.part() }
}

/// The function that sets one optional property.
fn set(code: &mut Code, setter: &Setter, field: &Field) {
    let argument = &setter.argument;
    code.comment(1, &format!("Sets the property `{}`.", docs::code(&field.property)));
    let returned = Returned { is_fallible: argument.conversion.is_fallible() };
    returned.write(code);
    if field.docs.deprecated {
        code.line(1, "#[allow(deprecated)]");
    }
    let taken = ["mut self".to_owned(), declared_text(argument, HERE)];
    let head = format!("pub fn {}(", setter.method);
    code.list(1, (&head, "", &format!(") -> {} {{", returned.name())), &taken);
    code.line(2, &format!("self.{} = Some({});", argument.name, converted_text(argument, Twice::Returned)));
    code.line(2, if returned.is_fallible { "Ok(self)" } else { "self" });
    code.line(1, "}");
}

/// What a function returns that makes a value, or changes one.
#[derive(Clone, Copy)]
pub(super) struct Returned {
    /// Whether an argument may be refused.
    pub(super) is_fallible: bool,
}

/// The documentation of a function that may refuse an argument.
const ERRORS: &str = "\n# Errors\n\n[`Error::InvalidRequest`](crate::Error::InvalidRequest) where a name is given twice: one of the two would be lost.";

impl Returned {
    /// The type.
    fn name(self) -> &'static str {
        if self.is_fallible { "Result<Self, crate::Error>" } else { "Self" }
    }

    pub(super) fn text(self) -> TokenStream {
        if self.is_fallible { quote!(Result<Self, crate::Error>) } else { quote!(Self) }
    }

    pub(super) fn wrap(self, value: &TokenStream) -> TokenStream {
        if self.is_fallible { quote!(Ok(#value)) } else { value.clone() }
    }

    /// The documentation of errors, or else what makes the compiler say that the value is not used.
    pub(super) fn attributes(self) -> TokenStream {
        if self.is_fallible { docs::lines(ERRORS) } else { quote!(#[must_use]) }
    }

    /// The same, as text.
    fn write(self, code: &mut Code) {
        if self.is_fallible { code.comment(1, ERRORS) } else { code.line(1, "#[must_use]") }
    }
}

/// The function `new`.
fn new(code: &mut Code, structure: &StructType, constructor: &Constructor) {
    let Function { name, arguments } = &constructor.function;
    let returned = Returned { is_fallible: constructor.function.is_fallible() };
    code.comment(
        1,
        match arguments.as_slice() {
            [] => "Makes one without any property.",
            _ => "Makes one from what it must have.",
        },
    );
    returned.write(code);
    let taken = match &constructor.named {
        Some(named) => vec![format!("values: {}", by_name(arguments, named))],
        None => arguments.iter().map(|argument| declared_text(argument, HERE)).collect(),
    };
    if taken.len() > MANY {
        code.line(1, "#[allow(clippy::too_many_arguments)]");
    }
    code.list(1, (&format!("pub fn {name}("), "", &format!(") -> {} {{", returned.name())), &taken);
    if let Some(named) = &constructor.named {
        let names: Vec<String> = arguments.iter().map(|argument| argument.name.to_string()).collect();
        code.list(2, (&format!("let {} {{", named.name), " ", "} = values;"), &names);
    }
    let fields = structure.fields.iter().map(|field| initial(field, constructor));
    let fields: Vec<String> =
        fields.chain(["additional_properties: Default::default()".to_owned()]).collect();
    if returned.is_fallible {
        code.line(2, &format!("Ok(Self {{ {} }})", fields.join(", ")));
    } else {
        code.line(2, "Self {");
        fields.iter().for_each(|field| code.line(3, &format!("{field},")));
        code.line(2, "}");
    }
    code.line(1, "}");
}

/// The initialiser of a field: from its argument, empty, or absent.
fn initial(field: &Field, constructor: &Constructor) -> String {
    let argument = constructor.function.arguments.iter().find(|argument| argument.name == field.name);
    let name = &field.name;
    match (argument, field.presence) {
        (Some(argument), Presence::Required) => initialiser_text(argument, Twice::Returned),
        (Some(argument), Presence::Optional) => {
            format!("{name}: Some({})", converted_text(argument, Twice::Returned))
        }
        (None, _) if constructor.empty.contains(name) => format!("{name}: Some(Default::default())"),
        (None, _) => format!("{name}: None"),
    }
}

/// The struct of named arguments, with what callers may pass for each.
fn by_name(arguments: &[Argument], named: &NamedArguments) -> String {
    let converted = arguments.iter().zip(&named.parameters).filter(|(_, parameter)| parameter.is_some());
    let taken: Vec<String> = converted.map(|(argument, _)| taken_text(argument, HERE)).collect();
    match taken.is_empty() {
        true => named.name.to_string(),
        false => format!("{}<{}>", named.name, taken.join(", ")),
    }
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
        let docs = field.map(|field| docs::lines(&sentences::of_field(field)));
        let deprecated = field.filter(|field| field.docs.deprecated).map(|_| quote!(#[deprecated]));
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
        quote!(#docs #deprecated pub #name: #held,)
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
    taken(argument, HERE).into_iter().skip(1).collect()
}

/// A conversion from the only thing that is needed.
fn conversion(name: &Name, constructor: &Function, from: &ConvertedFrom) -> Part {
    let from = match from {
        ConvertedFrom::Str => "&str".to_owned(),
        ConvertedFrom::Value(type_ref) => type_text(type_ref, HERE),
    };
    let mut code = Code::default();
    code.line(0, &format!("impl From<{from}> for {name} {{"));
    code.line(1, &format!("fn from(value: {from}) -> Self {{"));
    code.line(2, &format!("Self::{}(value)", constructor.name));
    code.line(1, "}");
    code.line(0, "}");
    code.part()
}
