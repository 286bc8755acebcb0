//! The lines of a listing: one for each item that users of a crate can name.

use super::modules::{Found, Module, ModuleId, Modules, Place, is_public};
use super::spelling::{bounds, spell};
use proc_macro2::{Ident, TokenStream, TokenTree};
use std::collections::BTreeMap;
use std::fmt;
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Fields, FnArg, ImplItem, Item, ItemEnum, ItemImpl, ItemMacro, ItemStruct, ItemTrait, ItemType,
    Pat, Path, ReturnType, Signature, Token, TraitItem, Type,
};

/// An item that users can name.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) path: String,
    /// What it looks like; empty for an implementation, which is only its path.
    pub(super) text: String,
    pub(super) is_deprecated: bool,
    /// Whether it can get more parts without breaking those who name all of them.
    pub(super) is_open: bool,
    /// Whether it is generated for the API.
    pub(super) is_of_api: bool,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = if self.text.is_empty() { "" } else { ": " };
        let deprecated = if self.is_deprecated { " (deprecated)" } else { "" };
        write!(f, "{}{separator}{}{deprecated}", self.path, self.text)
    }
}

/// The lines of a crate, by path. An item that this file does not know is a panic: it must not be left out unseen.
pub(super) fn lines(modules: &Modules) -> BTreeMap<String, Line> {
    let mut lines = BTreeMap::new();
    for (path, target) in modules.foreign() {
        let text = format!("use {target}");
        let line = Line { path: path.clone(), text, is_deprecated: false, is_open: false, is_of_api: false };
        lines.insert(path.clone(), line);
    }
    for (id, module) in modules.iter() {
        let mut reader = Reader { modules, id, module, lines: &mut lines };
        module.items.iter().for_each(|item| reader.item(item));
    }
    lines
}

/// Reads the items of one module.
struct Reader<'a> {
    modules: &'a Modules,
    id: ModuleId,
    module: &'a Module,
    lines: &'a mut BTreeMap<String, Line>,
}

impl<'a> Reader<'a> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => self.structure(item),
            Item::Enum(item) => self.enumeration(item),
            Item::Trait(item) => self.definition_of_trait(item),
            Item::Impl(item) => self.implementation(item),
            Item::Macro(item) => self.call_of_macro(item),
            Item::Fn(item) => {
                if let Some(path) = self.exported(&item.sig.ident) {
                    self.add(path, signature(&item.sig), &item.attrs);
                }
            }
            Item::Const(item) if item.ident != "_" => {
                if let Some(path) = self.exported(&item.ident) {
                    self.add(path, format!("const {}", spell(&item.ty)), &item.attrs);
                }
            }
            Item::Static(item) => {
                if let Some(path) = self.exported(&item.ident) {
                    self.add(path, format!("static {}", spell(&item.ty)), &item.attrs);
                }
            }
            Item::Type(item) if self.module.is_of_api() => self.alias(item),
            Item::Type(item) => {
                if let Some(path) = self.exported(&item.ident) {
                    let text = format!("type{} = {}", spell(&item.generics), spell(&item.ty));
                    self.add(path, text, &item.attrs);
                }
            }
            // Anything else must not be left out unseen.
            other => self.unknown(&spell(other)),
        }
    }

    /// The name of a request, which is an alias of what the runtime makes of a value.
    fn alias(&mut self, item: &ItemType) {
        let Some(path) = self.exported(&item.ident) else { return };
        let aliased = spell(&item.ty);
        let value = match (aliased.strip_prefix("Request<"), aliased.strip_prefix("StreamRequest<")) {
            (Some(value), _) => value.strip_suffix('>').unwrap().to_owned(),
            (_, Some(item)) => format!("ItemStream<{item}"),
            _ => self.unknown(&spell(item)),
        };
        self.add(path.clone(), "type".to_owned(), &item.attrs);
        self.lines.get_mut(&path).unwrap().is_open = true;
        self.add(format!("{path}::send"), format!("async fn(self) -> {value}"), &[]);
    }

    /// The path by which users name an item that is declared here, where they can.
    fn exported(&self, name: &impl ToString) -> Option<String> {
        self.modules.public_path(&(self.id, name.to_string())).map(str::to_owned)
    }

    fn unknown(&self, code: &str) -> ! {
        panic!("`{}` has an item that the listing does not know: {code}", self.module.path)
    }

    fn add(&mut self, path: String, text: String, attributes: &[Attribute]) {
        let line = Line {
            path: path.clone(),
            text,
            is_deprecated: has(attributes, "deprecated"),
            is_open: has(attributes, "non_exhaustive"),
            is_of_api: self.module.is_of_api(),
        };
        if let Some(other) = self.lines.insert(path, line) {
            panic!("two items have the path of {other:?}");
        }
    }

    /// A type or a trait, with the traits that it derives and the other paths at which it is found.
    fn named(&mut self, place: &Place, path: &str, text: String, attributes: &[Attribute]) {
        self.add(path.to_owned(), text, attributes);
        let others: Vec<String> = self.modules.other_paths(place).map(str::to_owned).collect();
        for other in others {
            self.add(other, "the same type".to_owned(), &[]);
        }
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
            let derived = attribute.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated).unwrap();
            for implemented in derived {
                self.add(format!("{path}: {}", last(&implemented)), String::new(), &[]);
            }
        }
    }

    fn structure(&mut self, item: &ItemStruct) {
        let Some(path) = self.exported(&item.ident) else { return };
        let text = format!("struct{}{}", spell(item.generics.split_for_impl().1), bounds(&item.generics));
        self.named(&(self.id, item.ident.to_string()), &path, text, &item.attrs);
        // A field that is not public keeps others from listing all of them.
        if item.fields.iter().any(|field| !is_public(&field.vis)) {
            self.lines.get_mut(&path).unwrap().is_open = true;
        }
        for (index, field) in item.fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis)) {
            let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
            self.add(format!("{path}.{name}"), spell(&field.ty), &field.attrs);
        }
    }

    fn enumeration(&mut self, item: &ItemEnum) {
        let Some(path) = self.exported(&item.ident) else { return };
        let text = format!("enum{}{}", spell(item.generics.split_for_impl().1), bounds(&item.generics));
        self.named(&(self.id, item.ident.to_string()), &path, text, &item.attrs);
        for mut variant in item.variants.clone() {
            variant.fields.iter_mut().for_each(|field| field.attrs.clear());
            let held = match &variant.fields {
                Fields::Unit => "variant".to_owned(),
                fields => spell(fields),
            };
            self.add(format!("{path}::{}", variant.ident), held, &variant.attrs);
        }
    }

    fn definition_of_trait(&mut self, item: &ItemTrait) {
        let Some(path) = self.exported(&item.ident) else { return };
        let above = if item.supertraits.is_empty() { "" } else { ": " };
        let text = format!("trait{above}{}{}", spell(&item.supertraits), bounds(&item.generics));
        self.named(&(self.id, item.ident.to_string()), &path, text, &item.attrs);
        for member in &item.items {
            match member {
                TraitItem::Fn(item) => {
                    self.add(format!("{path}::{}", item.sig.ident), signature(&item.sig), &item.attrs);
                }
                TraitItem::Type(item) => {
                    let bound = if item.bounds.is_empty() { "" } else { ": " };
                    let text = format!("type{bound}{}", spell(&item.bounds));
                    self.add(format!("{path}::{}", item.ident), text, &item.attrs);
                }
                TraitItem::Const(item) => {
                    self.add(
                        format!("{path}::{}", item.ident),
                        format!("const {}", spell(&item.ty)),
                        &item.attrs,
                    );
                }
                other => self.unknown(&spell(other)),
            }
        }
    }

    fn implementation(&mut self, item: &ItemImpl) {
        let owner = self.owner(&item.self_ty);
        let bounds = bounds(&item.generics);
        match (&item.trait_, owner) {
            (_, Owner::Hidden) => {}
            (None, Owner::Known(owner)) => {
                item.items.iter().for_each(|member| self.member(&owner, member, &bounds))
            }
            (None, Owner::Foreign(owner)) => self.unknown(&owner),
            (Some((implemented, _)), Owner::Known(owner) | Owner::Foreign(owner)) => {
                if let Some(name) = self.name_of_trait(implemented) {
                    self.add(format!("{owner}: {name}{bounds}"), String::new(), &[]);
                }
            }
        }
    }

    /// Something that a type has beside its fields.
    fn member(&mut self, owner: &str, member: &ImplItem, bounds: &str) {
        match member {
            ImplItem::Fn(item) if is_public(&item.vis) => {
                let text = signature(&item.sig) + bounds;
                self.add(format!("{owner}::{}", item.sig.ident), text, &item.attrs);
            }
            ImplItem::Const(item) if is_public(&item.vis) => {
                let text = format!("const {}", spell(&item.ty));
                self.add(format!("{owner}::{}", item.ident), text, &item.attrs);
            }
            ImplItem::Fn(_) | ImplItem::Const(_) => {}
            // What a macro makes is the same in every crate.
            ImplItem::Macro(item) if !self.module.is_of_api() || item.mac.path.is_ident("option_setters") => {
                let path = format!("{owner}: {}", spell(&item.mac));
                self.add(path.clone(), String::new(), &item.attrs);
                self.lines.get_mut(&path).unwrap().is_of_api = false;
            }
            other => self.unknown(&spell(other)),
        }
    }

    fn owner(&self, owner: &Type) -> Owner {
        let Type::Path(path) = owner else { return Owner::Foreign(spell(owner)) };
        match self.modules.find(self.id, &names(&path.path)) {
            Some(Found::Item(place)) => match self.modules.public_path(&place) {
                Some(public) => Owner::Known(format!("{public}{}", arguments(&path.path))),
                None => Owner::Hidden,
            },
            Some(Found::Module(_)) | None => Owner::Foreign(spell(owner)),
        }
    }

    /// The name of a trait, where users can name it. Those of other crates are known by the last part of their path.
    fn name_of_trait(&self, path: &Path) -> Option<String> {
        match self.modules.find(self.id, &names(path)) {
            Some(Found::Item(place)) => {
                self.modules.public_path(&place).map(|public| format!("{public}{}", arguments(path)))
            }
            Some(Found::Module(_)) | None => Some(last(path)),
        }
    }

    /// A macro that is called, or declared, in a module.
    fn call_of_macro(&mut self, item: &ItemMacro) {
        if item.ident.is_some() {
            assert!(!has(&item.attrs, "macro_export"), "a macro is exported from `{}`", self.module.path);
            return;
        }
        match item.mac.path.segments.last().unwrap().ident.to_string().as_str() {
            name @ ("chain_ends" | "stream_ends") => {
                let types = types_in(item);
                let [request, value] = &*types else { self.unknown(&spell(item)) };
                if let Owner::Known(request) = self.owner(request) {
                    let value = spell(value);
                    let value = if name == "stream_ends" { format!("ItemStream<{value}>") } else { value };
                    let text = format!("async fn(self) -> {value}");
                    self.add(format!("{request}::send"), text, &item.attrs);
                }
            }
            "implement_serde" => {
                for owner in types_in(item) {
                    self.implemented(&owner, &["Serialize", "Deserialize"]);
                }
            }
            "open_enum" => {
                self.implemented(&first_type(item), &["Serialize", "Deserialize", "Display", "From<String>"]);
            }
            "object" => {
                let mut words = item.mac.tokens.clone().into_iter().skip(1);
                let has_default =
                    words.any(|word| matches!(word, TokenTree::Ident(word) if word == "Default"));
                let default: &[&str] = if has_default { &["Default"] } else { &[] };
                self.implemented(&first_type(item), &[&["Serialize", "Deserialize"], default].concat());
            }
            // A trait that users cannot name, and what `send` stands for.
            "event_ends" | "download_ends" => {}
            _ if self.module.is_of_api() => self.unknown(&spell(item)),
            // It may make something for the types that are declared beside it.
            _ if self.module.items.iter().any(|item| self.is_exported_type(item)) => {
                self.add(format!("{}: {}", self.module.path, spell(&item.mac)), String::new(), &item.attrs);
            }
            _ => {}
        }
    }

    /// What a macro implements for a type.
    fn implemented(&mut self, owner: &Type, traits: &[&str]) {
        let Owner::Known(owner) = self.owner(owner) else { return };
        for implemented in traits {
            self.add(format!("{owner}: {implemented}"), String::new(), &[]);
        }
    }

    fn is_exported_type(&self, item: &Item) -> bool {
        match item {
            Item::Struct(item) => self.exported(&item.ident).is_some(),
            Item::Enum(item) => self.exported(&item.ident).is_some(),
            _ => false,
        }
    }
}

/// The type that an implementation is for.
enum Owner {
    /// One of the crate's own, by the path at which users find it.
    Known(String),
    /// One of the crate's own that users cannot name.
    Hidden,
    /// Any other one.
    Foreign(String),
}

/// The types that a macro is called with.
fn types_in(item: &ItemMacro) -> Vec<Type> {
    let parse = Punctuated::<Type, Token![,]>::parse_terminated;
    parse.parse2(item.mac.tokens.clone()).unwrap().into_iter().collect()
}

/// The type that a macro's text begins with.
fn first_type(item: &ItemMacro) -> Type {
    let parse = |input: ParseStream<'_>| {
        let name: Ident = input.parse()?;
        input.parse::<TokenStream>()?;
        Ok(name)
    };
    let name = parse.parse2(item.mac.tokens.clone()).unwrap();
    syn::parse_quote!(#name)
}

/// What a function takes and returns.
fn signature(signature: &Signature) -> String {
    // `async`, and what else can stand before `fn`.
    let whole = spell(signature);
    let (begin, _) = whole.split_once("fn ").unwrap();
    let taken: Vec<String> = signature.inputs.iter().map(argument).collect();
    let returned = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, returned) => format!(" -> {}", spell(returned)),
    };
    let demanded = signature.generics.where_clause.as_ref().map(|clause| format!(" {}", spell(clause)));
    let (generics, demanded) = (spell(&signature.generics), demanded.unwrap_or_default());
    format!("{begin}fn{generics}({}){returned}{demanded}", taken.join(", "))
}

fn argument(argument: &FnArg) -> String {
    match argument {
        // Whether a function changes what it was given is its own affair.
        FnArg::Receiver(receiver) => spell(receiver).trim_start_matches("mut ").to_owned(),
        FnArg::Typed(argument) => {
            let name = match &*argument.pat {
                Pat::Ident(name) => name.ident.to_string(),
                pattern => spell(pattern),
            };
            format!("{name}: {}", spell(&argument.ty))
        }
    }
}

/// The names of a path. It begins with an empty one where it leads out of the crate.
fn names(path: &Path) -> Vec<String> {
    let begin = path.leading_colon.map(|_| String::new());
    begin.into_iter().chain(path.segments.iter().map(|segment| segment.ident.to_string())).collect()
}

/// The generic arguments at the end of a path.
fn arguments(path: &Path) -> String {
    path.segments.last().map(|segment| spell(&segment.arguments)).unwrap_or_default()
}

/// The last part of a path.
fn last(path: &Path) -> String {
    path.segments.last().map(spell).unwrap_or_default()
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}
