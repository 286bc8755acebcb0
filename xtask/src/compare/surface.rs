//! The public API of the crate that would be made from a model: every item and what it looks like from outside.
//!
//! It is read off the code that is emitted, so it knows of constructors, setters, conversions and derived traits
//! without being told. Support code is left out: it is the same in every crate of one generator.

use super::spelling::spell;
use crate::diagnostic::{Diagnostic, Result};
use crate::emit::{self, Content, File};
use crate::model::Api;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Fields, FnArg, ImplItem, ImplItemFn, Item as Code, Pat, Token, Type, UseTree, Visibility,
};

/// A public API, by the paths of its items.
pub(super) type Surface = BTreeMap<String, Item>;

/// Something that callers can name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Item {
    /// What it looks like, without the names of arguments, which callers do not write.
    pub(super) text: String,
    /// The names of its arguments, in order.
    pub(super) arguments: Vec<String>,
    pub(super) deprecated: bool,
    /// Whether it can get more parts without breaking those who name all of them.
    pub(super) is_open: bool,
}

/// The public API of the crate for a model.
///
/// # Errors
///
/// A [`crate::diagnostic::Diagnostic`] where a file cannot be made.
pub(super) fn of(api: &Api) -> Result<Surface> {
    let files = emit::emit(api);
    let mut exports = Exports::default();
    for file in &files {
        let module = match file.path.strip_prefix("src/") {
            Some("lib.rs") => Some(""),
            Some(path) => path.strip_suffix("/mod.rs"),
            None => None,
        };
        if let Some((module, code)) = module.zip(parsed(file)?) {
            exports.read(module, &code);
        }
    }
    let lists: Vec<Result<Vec<(String, Item)>>> = files
        .par_iter()
        .filter_map(|file| Some((file, exports.module(&file.path)?)))
        .map(|(file, module)| Ok(parsed(file)?.map(|code| module.items(&code)).unwrap_or_default()))
        .collect();
    let mut surface = Surface::new();
    for items in lists {
        surface.extend(items?);
    }
    Ok(surface)
}

/// A file's code; `None` where it is support code or no code.
fn parsed(file: &File<'_>) -> Result<Option<syn::File>> {
    let Content::Tokens(tokens) = file.content()? else { return Ok(None) };
    syn::parse2(tokens).map(Some).map_err(|error| {
        Diagnostic::file(&file.path, format!("the code made for it is no Rust: {error}"), "report this")
    })
}

/// Which modules are public, and what is exported from the others.
#[derive(Default)]
struct Exports {
    public: BTreeSet<String>,
    /// The names that are exported from a private module, by the module.
    from: BTreeMap<String, BTreeSet<String>>,
}

impl Exports {
    /// Notes what the file of a module declares.
    fn read(&mut self, module: &str, code: &syn::File) {
        let within =
            |name: &str| if module.is_empty() { name.to_owned() } else { format!("{module}/{name}") };
        for item in &code.items {
            match item {
                Code::Mod(item) if is_public(&item.vis) => {
                    self.public.insert(within(&item.ident.to_string()));
                }
                Code::Use(item) if is_public(&item.vis) => {
                    if let UseTree::Path(path) = &item.tree {
                        let names = self.from.entry(within(&path.ident.to_string())).or_default();
                        leaves(&path.tree, names);
                    }
                }
                _ => {}
            }
        }
    }

    /// How the items in a file are reached; `None`: none of them can be of interest.
    fn module(&self, path: &str) -> Option<Module> {
        let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
        let path = path.strip_suffix("/mod").unwrap_or(path);
        let mut module = Module { prefix: String::new(), only: None };
        let mut at = String::new();
        for (depth, name) in path.split('/').enumerate() {
            if depth > 0 {
                at.push('/');
            }
            at.push_str(name);
            if self.public.contains(&at) {
                module.prefix.push_str(name);
                module.prefix.push_str("::");
            } else {
                module.only = Some(self.from.get(&at).cloned().unwrap_or_default());
            }
        }
        // The folders of private modules implement nothing of public types; the files among them may.
        let is_reached = module.only.as_ref().is_none_or(|names| !names.is_empty());
        (is_reached || !path.contains('/')).then_some(module)
    }
}

fn leaves(tree: &UseTree, names: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, names),
        UseTree::Name(name) => {
            names.insert(name.ident.to_string());
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
        UseTree::Rename(_) | UseTree::Glob(_) => {}
    }
}

/// How the items of a file are reached.
struct Module {
    prefix: String,
    /// The only ones that are reached, where the module is private.
    only: Option<BTreeSet<String>>,
}

impl Module {
    fn items(&self, code: &syn::File) -> Vec<(String, Item)> {
        let mut list = List { items: Vec::new() };
        let own: BTreeSet<String> = code.items.iter().filter_map(declared).collect();
        let is_exported = |name: &str| self.only.as_ref().is_none_or(|names| names.contains(name));
        for item in &code.items {
            match item {
                Code::Struct(item) if is_public(&item.vis) && is_exported(&item.ident.to_string()) => {
                    list.structure(format!("{}{}", self.prefix, item.ident), item);
                }
                Code::Enum(item) if is_public(&item.vis) && is_exported(&item.ident.to_string()) => {
                    list.enumeration(format!("{}{}", self.prefix, item.ident), item);
                }
                Code::Impl(item) => {
                    let Type::Path(owner) = &*item.self_ty else { continue };
                    let Some(name) = owner.path.segments.last().map(|last| last.ident.to_string()) else {
                        continue;
                    };
                    if !own.contains(&name) {
                        list.implementation(&name, item);
                    } else if is_exported(&name) {
                        list.implementation(&format!("{}{name}", self.prefix), item);
                    }
                }
                Code::Macro(item) if item.mac.path.is_ident("chain_ends") => {
                    list.chain_ends(&self.prefix, item)
                }
                _ => {}
            }
        }
        list.items
    }
}

/// The name of a type that a file declares, public or not.
fn declared(item: &Code) -> Option<String> {
    match item {
        Code::Struct(item) => Some(item.ident.to_string()),
        Code::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    }
}

/// The items of one file.
struct List {
    items: Vec<(String, Item)>,
}

impl List {
    fn add(&mut self, path: String, text: String, attributes: &[Attribute]) {
        let item = Item {
            text,
            arguments: Vec::new(),
            deprecated: has(attributes, "deprecated"),
            is_open: has(attributes, "non_exhaustive"),
        };
        self.items.push((path, item));
    }

    fn structure(&mut self, path: String, item: &syn::ItemStruct) {
        self.traits(&path, &item.attrs);
        for (index, field) in item.fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis)) {
            let name = field.ident.as_ref().map_or_else(|| index.to_string(), ToString::to_string);
            self.add(format!("{path}.{name}"), spell(&field.ty), &field.attrs);
        }
        // A field that is not public keeps others from listing all of them.
        let is_closed = item.fields.iter().any(|field| !is_public(&field.vis));
        self.add(path, "struct".to_owned(), &item.attrs);
        if let Some((_, item)) = self.items.last_mut() {
            item.is_open |= is_closed;
        }
    }

    fn enumeration(&mut self, path: String, item: &syn::ItemEnum) {
        self.traits(&path, &item.attrs);
        for mut variant in item.variants.clone() {
            // What is said of a field is not what it is.
            variant.fields.iter_mut().for_each(|field| field.attrs.clear());
            let held = match &variant.fields {
                Fields::Unit => "variant".to_owned(),
                fields => spell(fields),
            };
            self.add(format!("{path}::{}", variant.ident), held, &variant.attrs);
        }
        self.add(path, "enum".to_owned(), &item.attrs);
    }

    fn implementation(&mut self, owner: &str, item: &syn::ItemImpl) {
        if let Some((implemented, _)) = &item.trait_ {
            // Traits of the crate itself are not public.
            if implemented.segments.first().is_some_and(|first| first.ident != "crate") {
                self.add(format!("{owner}: {}", spell(implemented)), "impl".to_owned(), &[]);
            }
            return;
        }
        for function in &item.items {
            if let ImplItem::Fn(function) = function
                && is_public(&function.vis)
            {
                self.function(format!("{owner}::{}", function.sig.ident), function);
            }
        }
    }

    /// What the runtime's macro makes of `chain_ends!(GetRequest, Value)`: the methods that end a chain with the value.
    fn chain_ends(&mut self, prefix: &str, item: &syn::ItemMacro) {
        let arguments = Punctuated::<Type, Token![,]>::parse_terminated.parse2(item.mac.tokens.clone());
        let arguments: Vec<String> = arguments.iter().flatten().map(spell).collect();
        if let [request, value] = &arguments[..] {
            self.add(format!("{prefix}{request}::send"), format!("async fn(self) -> {value}"), &item.attrs);
        }
    }

    fn function(&mut self, path: String, function: &ImplItemFn) {
        let signature = &function.sig;
        let mut types = Vec::new();
        let mut names = Vec::new();
        for argument in &signature.inputs {
            match argument {
                FnArg::Receiver(receiver) => {
                    types.push(spell(receiver).trim_start_matches("mut ").to_owned())
                }
                FnArg::Typed(argument) => {
                    types.push(spell(&argument.ty));
                    if let Pat::Ident(name) = &*argument.pat {
                        names.push(name.ident.to_string());
                    }
                }
            }
        }
        let begin = if signature.asyncness.is_some() { "async fn" } else { "fn" };
        let generics = spell(&signature.generics);
        let end = spell(&signature.output);
        let separator = if end.is_empty() { "" } else { " " };
        let text = format!("{begin}{generics}({}){separator}{}", types.join(", "), end.trim_start());
        self.add(path, text, &function.attrs);
        if let Some((_, item)) = self.items.last_mut() {
            item.arguments = names;
        }
    }

    /// The traits that are derived.
    fn traits(&mut self, path: &str, attributes: &[Attribute]) {
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
            // What is derived is a list of paths, or the code would not compile.
            let _ = attribute.parse_nested_meta(|meta| {
                self.add(format!("{path}: {}", spell(&meta.path)), "impl".to_owned(), &[]);
                Ok(())
            });
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident(name))
}
